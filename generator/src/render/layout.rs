//! Prints items as rustfmt would leave them.
//!
//! prettyplease does nearly all of it. It differs from rustfmt in one thing that generated items
//! hold: it breaks lines at column 89, rustfmt at column 100, and where a field's type does not fit,
//! rustfmt moves it below the name first.

/// rustfmt's `max_width`.
const WIDTH: usize = 100;

/// The text of an item.
pub(super) fn print(item: syn::Item) -> String {
    let file = syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    };
    refit(&prettyplease::unparse(&file))
}

/// Joins what prettyplease broke and rustfmt would not, or breaks it where rustfmt would.
fn refit(text: &str) -> String {
    let mut fitted = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let indent = &line[..line.len() - line.trim_start().len()];
        match opening(line) {
            Some(close) => {
                let mut group = vec![line];
                for next in lines.by_ref() {
                    group.push(next);
                    if next.starts_with(indent) && next[indent.len()..].starts_with(close) {
                        break;
                    }
                }
                fitted.push_str(&group_as_rustfmt(&group, indent));
            }
            None => fitted.push_str(line),
        }
        fitted.push('\n');
    }
    fitted
}

/// What closes the generic arguments or parameters that `line` leaves open at its end.
fn opening(line: &str) -> Option<char> {
    let code = line.trim_start();
    if code.starts_with("//") {
        return None;
    }
    match code.chars().next_back()? {
        '<' => Some('>'),
        '(' => Some(')'),
        _ => None,
    }
}

/// The lines of one broken group: joined where they fit, a field's type below its name where that
/// fits, else as they are.
fn group_as_rustfmt(group: &[&str], indent: &str) -> String {
    let joined = join(group);
    if width(indent, &joined) <= WIDTH {
        return format!("{indent}{joined}");
    }
    if let Some((name, ty)) = joined.split_once(": ").filter(|_| joined.ends_with(',')) {
        let below = format!("{indent}    {ty}");
        if width("", &below) <= WIDTH {
            return format!("{indent}{name}:\n{below}");
        }
    }
    group.join("\n")
}

fn width(indent: &str, code: &str) -> usize {
    indent.chars().count() + code.chars().count()
}

/// The lines as one, without the comma that only a broken group has.
fn join(group: &[&str]) -> String {
    let mut joined = String::new();
    for line in group {
        let code = line.trim();
        if code.starts_with(['>', ')']) && joined.ends_with(',') {
            joined.pop();
        } else if !joined.is_empty() && !joined.ends_with(['<', '(']) {
            joined.push(' ');
        }
        joined.push_str(code);
    }
    joined
}
