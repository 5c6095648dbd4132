//! The report in JSON is of the form that its schema describes.

use generator::changes::{self, Audience, Changes};
use jsonschema::Validator;
use serde_json::Value;

use crate::causes::WORLDS;

fn schema() -> Validator {
    let path = tests::project().join("generator/src/changes/report/changes.schema.json");
    let text = std::fs::read_to_string(path).expect("the schema can be read");
    let schema: Value = serde_json::from_str(&text).expect("the schema is JSON");
    jsonschema::draft202012::new(&schema).expect("the schema is one")
}

#[test]
fn the_json_is_of_the_form_that_its_schema_describes() {
    let schema = schema();
    let json = |changes: &Changes| -> Value {
        let text = changes::report(changes, Audience::Program, Some("0.4.2"));
        serde_json::from_str(&text).expect("it is JSON")
    };
    let golden = tests::expected::edits("every-kind");
    let worlds = WORLDS.iter().map(|(_, _, changes)| changes);
    for changes in worlds.take(50).chain([&golden]) {
        let json = json(changes);
        let faults: Vec<_> = schema
            .iter_errors(&json)
            .map(|fault| fault.to_string())
            .collect();
        assert_eq!(faults, [""; 0]);
        let causes = json["causes"].as_array().expect("it is a list");
        let entries = json["changes"].as_array().expect("it is a list");
        for cause in causes {
            let own = entries
                .iter()
                .filter(|it| it["cause"] == cause["id"])
                .count();
            assert_eq!(cause["entries"], own);
        }
        let known = |entry: &Value| causes.iter().any(|cause| cause["id"] == entry["cause"]);
        assert!(entries.iter().all(known));
    }
    for (place, wrong) in [
        ("/version", Value::from(1)),
        ("/summary/compared/before", Value::Null),
        ("/causes/0/concern", Value::from("everybody")),
        ("/changes/0/wire/sent", Value::from("maybe")),
        ("/changes/0", serde_json::json!({})),
    ] {
        let mut json = json(&golden);
        *json.pointer_mut(place).expect(place) = wrong;
        assert!(!schema.is_valid(&json), "{place}");
    }
}
