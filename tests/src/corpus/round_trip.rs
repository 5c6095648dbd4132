
// The rest of the program that takes lines of a model's name, a tab and a payload. Put behind the
// function `round_trip`, and compiled where the models of the corpus are.

#[path = "round_trip/check.rs"]
#[allow(dead_code, reason = "with thousands of models one way has to do")]
mod check;

use check::check_text as check;

fn main() {
    let (mut payloads, mut losses) = (0, 0);
    for line in std::io::stdin().lines() {
        let line = line.unwrap_or_default();
        let (model, payload) = line.split_once('\t').unwrap_or_default();
        payloads += 1;
        if let Err(loss) = round_trip(model, payload) {
            losses += 1;
            println!("{model} {payload}\n{loss}");
        }
    }
    println!("{payloads} payloads, {losses} losses");
}
