//! Operations on the command line: taken in with definitions, and shown.

use crate::import::{import, last_line, published};
use crate::support::{Run, Scratch, assert_contains, assert_starts};

/// A page with operations: name, endpoint, type of the body, type of the answer.
fn page(operations: &[[&str; 4]]) -> String {
    let mut page = "# `CallAPI` Class\n\n## Methods\n".to_owned();
    for [name, ..] in operations {
        page += &format!("\n- [`{name}`](#{}) - Does it", name.to_lowercase());
    }
    let link = |name: &str| match name {
        "" | "string" => name.to_owned(),
        name => format!(
            "[{name}](../definitions/{}-definition.md)",
            name.trim_end_matches("[]").to_lowercase()
        ),
    };
    for [name, endpoint, body, answer] in operations {
        let parameters = endpoint
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next());
        let mut items: String = parameters
            .map(|name| format!("- `{name}` - **(string, required)** Id\n"))
            .collect();
        items += "- `query.size` - **(number, optional)** Size\n";
        if !body.is_empty() {
            items += &format!("- `body` - **({}, required)** - Body\n", link(body));
        }
        page += &format!(
            "\n\n### `{name}`\n\nDoes it\n\n#### Endpoint\n\n`{endpoint}`\n\n#### Parameters\n\n{items}\n\
             #### Returns\n\n| HTTP Status Code | Returned type | Description |\n|---|---|---|\n\
             | `200` | {} | done |\n| `400` | [ErrorBody](../definitions/errorbody-definition.md) | no |\n",
            link(answer)
        );
    }
    page
}

const OPERATIONS: [[&str; 4]; 5] = [
    ["getCall", "GET /api/v2/calls/{callId}", "", "Call"],
    ["getFlow", "GET /api/v2/flows/{flowId}", "", "Flow"],
    [
        "postFlowSteps",
        "POST /api/v2/flows/{flowId}/steps",
        "FlowStep",
        "Flow",
    ],
    ["postMembers", "POST /api/v2/members", "Member[]", "string"],
    ["getVersion", "GET /api/v2/version", "", "string"],
];

/// The definitions of `published`, with a page of operations in the folder `classes` beside them.
fn with_pages() -> Scratch {
    let folder = published();
    folder.write("classes/call-api.md", &page(&OPERATIONS));
    folder.write("classes/api-classes.md", "# Classes\n");
    folder
}

fn rows(folder: &Scratch) -> Vec<String> {
    let text = folder.read("definitions/operations.md");
    text.lines()
        .filter(|line| line.contains(" /api"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn operations_come_with_the_definitions_that_they_send_or_return() {
    let folder = with_pages();
    let run = import(&folder, &["--root", "Call"]);
    assert!(last_line(&run).contains(", 2 operations"), "{}", run.stdout);
    let expected = [
        "| getCall | `GET /api/v2/calls/{callId}` | `size` | | [`Call`](call-definition.md) |",
        "| postMembers | `POST /api/v2/members` | `size` | [`Member[]`](member-definition.md) | `string` |",
    ];
    assert_eq!(rows(&folder), expected);
    let again = import(&folder, &[]);
    let expected = "3 definitions from 1 root: 0 new, 0 changed, 3 unchanged; nothing to do\n";
    assert_eq!(again.stdout, expected);
}

#[test]
fn an_endpoint_is_a_root_for_both_its_sides() {
    for (root, files, operations) in [
        (
            "POST /api/v2/flows/{flowId}/steps",
            ["flow", "flowstep"].as_slice(),
            2,
        ),
        ("postFlowSteps", &["flow", "flowstep"], 2),
        ("GET /api/v2/*s/{*", &["call", "flow", "member", "queue"], 4),
        ("* /api/v2/flows/*", &["flow", "flowstep"], 2),
        ("get*", &["call", "flow", "member", "queue"], 4),
    ] {
        let folder = with_pages();
        last_line(&import(&folder, &["--root", root]));
        let names = folder.names("definitions").into_iter();
        let names: Vec<_> = names
            .filter_map(|name| Some(name.strip_suffix("-definition.md")?.to_owned()))
            .collect();
        assert_eq!(names, files, "{root}");
        assert_eq!(rows(&folder).len(), operations, "{root}");
        assert!(
            folder
                .read("definitions/roots.txt")
                .ends_with(&format!("\n{root}\n"))
        );
    }
}

#[test]
fn a_pattern_that_definitions_have_takes_no_operation_in_unasked() {
    let folder = with_pages();
    folder.write(
        "classes/call-api.md",
        &page(&[["FlowOperation", "GET /api/v2/x", "", "Call"]]),
    );
    last_line(&import(&folder, &["--root", "Flow*"]));
    assert!(
        !folder
            .names("definitions")
            .contains(&"call-definition.md".to_owned())
    );
}

#[test]
fn a_definition_that_is_not_taken_in_is_named_without_a_link() {
    let folder = with_pages();
    import(&folder, &["--root", "Flow"]);
    assert!(
        rows(&folder)[1].contains("| `FlowStep` | [`Flow`]"),
        "{:?}",
        rows(&folder)
    );
    // Once it is there, it is linked.
    import(&folder, &["--root", "FlowStep"]);
    assert!(rows(&folder)[1].contains("| [`FlowStep`](flowstep-definition.md) | [`Flow`]"));
}

#[test]
fn without_the_pages_the_operations_stay_and_roots_are_looked_up_in_them() {
    let folder = with_pages();
    import(&folder, &["--root", "postFlowSteps"]);
    let before = folder.read("definitions/operations.md");
    std::fs::remove_dir_all(folder.path("classes")).expect("the pages can be removed");
    let run = import(&folder, &[]);
    assert!(
        last_line(&run).ends_with("2 unchanged; nothing to do"),
        "{}",
        run.stdout
    );
    assert_eq!(folder.read("definitions/operations.md"), before);

    let run = import(&folder, &["--root", "GET /api/v2/calls/{callId}"]);
    let expected = "\
error: no operation has the endpoint `GET /api/v2/calls/{callId}`
name the folder of the publisher's pages with `--pages DIR`
";
    assert_eq!((run.code, run.stderr.as_str()), (Some(2), expected));
}

#[test]
fn pruning_takes_operations_along_and_unlinks_what_is_gone() {
    let folder = with_pages();
    import(&folder, &["--root", "Call", "--root", "FlowStep"]);
    assert_eq!(rows(&folder).len(), 4);
    folder.write("definitions/roots.txt", "Flow\n");
    let run = import(&folder, &["--prune"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(rows(&folder).len(), 2);
    assert!(rows(&folder)[1].contains("| `FlowStep` | [`Flow`]"));
    let run = folder.run(&["schema", "--definitions", "definitions"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn an_operation_of_our_own_definitions_outlives_an_import_and_one_that_is_gone_does_not() {
    let folder = with_pages();
    folder.write_linked("definitions", &[("Ours", &["Flow"])]);
    let own = "| getOurs | `GET /ours` | | | [`Ours`](ours-definition.md) |";
    let gone = "| getGone | `GET /gone` | | | `Flow` |";
    let table = "Our notes.\n\n| Operation | Endpoint | Query | Request | Response |\n|---|---|---|---|---|\n";
    folder.write(
        "definitions/operations.md",
        &format!("{table}{gone}\n{own}\n"),
    );
    last_line(&import(&folder, &["--root", "Flow"]));
    let text = folder.read("definitions/operations.md");
    assert_starts(&text, "Our notes.\n\n| Operation |");
    assert!(
        text.contains(own) && text.contains("getFlow") && !text.contains("getGone"),
        "{text}"
    );
}

#[test]
fn what_is_wrong_with_a_page_stops_everything() {
    let folder = with_pages();
    let broken = page(&OPERATIONS).replacen("#### Returns", "#### Answers", 1);
    folder.write("classes/call-api.md", &broken);
    let run = import(&folder, &["--root", "Call"]);
    run.fails("malformed-page");
    assert_contains(&run.stderr, " --> classes/call-api.md:11:1\n");
    assert!(folder.names("definitions").is_empty());
}

#[test]
fn pages_may_lie_anywhere_and_what_is_no_page_is_told() {
    let folder = published();
    folder.write("elsewhere/call-api.md", &page(&OPERATIONS));
    folder.write("elsewhere/flows.md", "# `FlowAPI` Class\n");
    let run = import(&folder, &["--root", "Call", "--pages", "elsewhere"]);
    assert_eq!(rows(&folder).len(), 2);
    assert_contains(&run.stdout, "does not end in `-api.md`: flows.md\n");
    let run = import(&folder, &["--pages", "from"]);
    assert_contains(&run.stderr, "`from` holds no page of operations");
}

#[test]
fn an_operation_is_shown_with_both_its_models_and_a_model_with_its_operations() {
    let folder = with_pages();
    import(&folder, &["--all"]);
    let run = |arguments: &[&str]| -> Run {
        let run = folder.run(&[arguments, &["--definitions", "definitions"]].concat());
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        run
    };
    let shown = run(&["show", "POST /api/v2/flows/{flowId}/steps"]).stdout;
    assert_starts(
        &shown,
        "postFlowSteps\nPOST /api/v2/flows/{flowId}/steps\n\nquery\n  size\n\nrequest\n  FlowStep\n\n\
                response\n  Flow\n\nFlow\nflow-definition.md · ",
    );
    assert_contains(&shown, "\nFlowStep\nflowstep-definition.md · ");
    assert_eq!(run(&["show", "postFlowSteps"]).stdout, shown);
    let uses = "request of\n  POST /api/v2/flows/{flowId}/steps  postFlowSteps\n";
    assert!(run(&["show", "FlowStep"]).stdout.contains(uses));

    let graph = run(&["graph", "--root", "postFlowSteps"]).stdout;
    assert_eq!(graph, "flowchart LR\n    FlowStep --> Flow\n");

    let schema = run(&["schema"]).stdout;
    for part in [
        "\"direction\": \"both\"",
        "\"path\": \"/api/v2/members\"",
        "\"request\": \"Member[]\"",
    ] {
        assert!(schema.contains(part), "{part} in {schema}");
    }
}
