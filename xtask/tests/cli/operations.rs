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

/// The definitions of `published`, with a page of operations in the folder `classes` next to theirs.
fn with_pages() -> Scratch {
    let folder = published();
    folder.write("classes/call-api.md", &page(&OPERATIONS));
    folder.write("classes/api-classes.md", "# Classes\n");
    folder
}

const PAGE: &str = "definitions/operations/call-api.md";

/// The names of the operations that the page has.
fn names(folder: &Scratch) -> Vec<String> {
    let text = folder.read(PAGE);
    let names = text.lines().filter_map(|line| line.strip_prefix("### `"));
    names
        .map(|name| name.trim_end_matches('`').to_owned())
        .collect()
}

#[test]
fn a_definition_brings_the_operations_that_send_or_return_it() {
    let folder = with_pages();
    let run = import(&folder, &["--root", "Call"]);
    assert!(last_line(&run).contains(", 1 operation"), "{}", run.stdout);
    assert_eq!(names(&folder), ["getCall"]);
    let again = import(&folder, &[]);
    let expected =
        "3 definitions from 1 root: 0 new, 0 changed, 3 unchanged, 1 operation; nothing to do\n";
    assert_eq!(again.stdout, expected);
    let run = import(&folder, &["--operations", "all"]);
    assert!(last_line(&run).contains(", 2 operations"), "{}", run.stdout);
    assert_eq!(names(&folder), ["getCall", "postMembers"]);
}

#[test]
fn a_section_is_copied_byte_for_byte_but_for_its_links() {
    let folder = with_pages();
    let page = page(&OPERATIONS)
        .replace("Does it\n\n#### Endpoint", "Does  it \r\n\r\n#### Endpoint")
        .replace("## Methods", "Calls.\t\n\n## Methods");
    folder.write("classes/call-api.md", &page);
    last_line(&import(
        &folder,
        &["--root", "getFlow", "--root", "getVersion"],
    ));
    let section = |name: &str| {
        let start = page.find(&format!("### `{name}`")).expect("it is there");
        let rest = &page[start..];
        let section = rest.split("\n\n### ").next().unwrap_or(rest).trim_end();
        section.replace("../definitions/", "../")
    };
    let expected = format!(
        "# `CallAPI` Class\n\nCalls.\t\n\n{}\n\n{}\n",
        section("getFlow"),
        section("getVersion")
    );
    assert_eq!(folder.read(PAGE), expected);
}

#[test]
fn an_endpoint_is_a_root_for_itself_and_the_definitions_of_both_its_sides() {
    for (root, files, operations) in [
        (
            "POST /api/v2/flows/{flowId}/steps",
            ["flow", "flowstep"].as_slice(),
            1,
        ),
        (
            "post /API/v2/flows/{flowid}/steps",
            &["flow", "flowstep"],
            1,
        ),
        ("postFlowSteps", &["flow", "flowstep"], 1),
        ("GET /api/v2/*s/{*", &["call", "flow", "member", "queue"], 2),
        ("/api/v2/flows/*", &["flow", "flowstep"], 2),
        ("* /api/v2/flows/*", &["flow", "flowstep"], 2),
        ("get*", &["call", "flow", "member", "queue"], 3),
    ] {
        let folder = with_pages();
        last_line(&import(&folder, &["--root", root]));
        let files_there = folder.names("definitions").into_iter();
        let files_there: Vec<_> = files_there
            .filter_map(|name| Some(name.strip_suffix("-definition.md")?.to_owned()))
            .collect();
        assert_eq!(files_there, files, "{root}");
        assert_eq!(names(&folder).len(), operations, "{root}");
        assert!(
            folder
                .read("definitions/roots.txt")
                .ends_with(&format!("\n{root}\n"))
        );
    }
}

#[test]
fn the_error_body_comes_with_every_operation() {
    for root in ["getVersion", "Call"] {
        let folder = with_pages();
        folder.write_linked("from", &[("ErrorBody", &[])]);
        last_line(&import(&folder, &["--root", root]));
        let files = folder.names("definitions");
        assert!(
            files.contains(&"errorbody-definition.md".to_owned()),
            "{files:?}"
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
fn without_the_pages_the_operations_stay_and_roots_are_looked_up_in_them() {
    let folder = with_pages();
    import(&folder, &["--root", "postFlowSteps"]);
    let before = folder.read(PAGE);
    std::fs::remove_dir_all(folder.path("classes")).expect("the pages can be removed");
    let run = import(&folder, &[]);
    assert!(
        last_line(&run).ends_with("2 unchanged, 1 operation; nothing to do"),
        "{}",
        run.stdout
    );
    assert_eq!(folder.read(PAGE), before);

    let run = import(&folder, &["--root", "GET /api/v2/calls/{callId}"]);
    let expected = "\
error: no operation has the endpoint `GET /api/v2/calls/{callId}`
name the folder of the pages with `--pages DIR`
";
    assert_eq!((run.code, run.stderr.as_str()), (Some(2), expected));
}

#[test]
fn operations_stay_until_they_are_pruned() {
    let folder = with_pages();
    import(&folder, &["--root", "Call", "--root", "FlowStep"]);
    assert_eq!(names(&folder), ["getCall", "postFlowSteps"]);
    folder.write("definitions/roots.txt", "Flow\n");
    last_line(&import(&folder, &[]));
    assert_eq!(names(&folder), ["getCall", "getFlow", "postFlowSteps"]);
    last_line(&import(&folder, &["--prune"]));
    assert_eq!(names(&folder), ["getFlow", "postFlowSteps"]);
    let run = folder.run(&["schema", "--definitions", "definitions"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn pages_and_operations_of_our_own_outlive_an_import() {
    let folder = with_pages();
    folder.write_linked("definitions", &[("Ours", &["Flow"])]);
    let own = page(&[["getOurs", "GET /ours", "", "Ours"]]);
    folder.write("definitions/operations/own-api.md", &own);
    folder.write(PAGE, &page(&[["getGone", "GET /gone", "", "Flow"]]));
    let run = import(&folder, &["--root", "Flow"]);
    assert_contains(
        &run.stdout,
        "left alone, because FROM lacks it and no import recorded it: GET /gone\n",
    );
    assert_eq!(names(&folder), ["getFlow", "postFlowSteps", "getGone"]);
    assert_eq!(folder.read("definitions/operations/own-api.md"), own);
}

#[test]
fn a_table_is_turned_into_pages_and_goes_once_every_row_has_a_section() {
    let folder = with_pages();
    let head = "Our notes.\n\n| Operation | Endpoint | Query | Request | Response |\n|---|---|---|---|---|\n";
    let theirs = "| getVersion | `GET /api/v2/version` | | | `string` |\n";
    let ours = "| getOurs | `GET /ours` | | | `Flow` |\n";
    folder.write(
        "definitions/operations.md",
        &format!("{head}{theirs}{ours}"),
    );
    let run = import(&folder, &["--root", "Flow"]);
    assert!(
        run.stdout
            .contains(&format!("no page describes these rows:\n  {ours}")),
        "{}{}",
        run.stdout,
        run.stderr
    );
    assert_eq!(names(&folder), ["getFlow", "postFlowSteps", "getVersion"]);
    let run = folder.run(&["regen", "--definitions", "definitions", "--out", "out"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("error[operations-table]"),
        "{}",
        run.stderr
    );
    assert!(folder.names("out").is_empty());

    let own = page(&[["getOurs", "GET /ours", "", "Flow"]]);
    folder.write("definitions/operations/own-api.md", &own);
    let run = import(&folder, &["--overwrite"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(
        !folder
            .names("definitions")
            .contains(&"operations.md".to_owned())
    );
    let run = folder.run(&["schema", "--definitions", "definitions"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn a_page_that_is_none_stops_everything_and_a_section_that_is_none_itself_alone() {
    let folder = with_pages();
    let broken = page(&OPERATIONS).replacen("#### Returns", "#### Answers", 1);
    folder.write("classes/call-api.md", &broken);
    let run = import(&folder, &["--root", "GET /api/v2/calls/{callId}"]);
    assert_eq!(run.code, Some(2));
    assert!(folder.names("definitions").is_empty());
    let run = import(&folder, &["--root", "Call"]);
    last_line(&run);
    assert_contains(&run.stderr, "warning[malformed-page]");
    assert_contains(&run.stderr, " --> classes/call-api.md:11:1\n");

    let before = folder.names("definitions");
    folder.write(
        "classes/call-api.md",
        &page(&OPERATIONS).replacen("# ", "", 1),
    );
    let run = import(&folder, &["--all"]);
    run.fails("malformed-page");
    assert_eq!(folder.names("definitions"), before);
}

#[test]
fn pages_may_lie_anywhere_and_a_file_that_is_no_page_is_reported() {
    let folder = published();
    folder.write("elsewhere/call-api.md", &page(&OPERATIONS));
    folder.write("elsewhere/flows.md", "# `FlowAPI` Class\n");
    let run = import(&folder, &["--root", "Call", "--pages", "elsewhere"]);
    assert_eq!(names(&folder).len(), 1);
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
    let head = "\
postFlowSteps
POST /api/v2/flows/{flowId}/steps
generated::operations::PostFlowSteps

Does it

path
  flowId  string  required  Id

query
  size  number  Size

body
  FlowStep  required  Body

answers
  200  Flow  done

errors
  400  ErrorBody (not imported)  no

Flow
flow-definition.md · ";
    assert_starts(&shown, head);
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
        "\"type\": \"Member[]\"",
        "\"in\": \"body\"",
    ] {
        assert!(schema.contains(part), "{part} in {schema}");
    }
}

#[test]
fn endpoints_are_listed_with_their_summaries_before_any_import() {
    let folder = with_pages();
    let show = |name: &str| folder.run(&["show", name, "--definitions", "from"]);
    let listed = show("/API/v2/flows/*").stdout;
    let expected = "\
GET /api/v2/flows/{flowId}         Does it
POST /api/v2/flows/{flowId}/steps  Does it
";
    assert_eq!(listed, expected);
    let missed = show("GET /api/v2/versions").stderr;
    assert!(
        missed.contains("did you mean `GET /api/v2/version`?"),
        "{missed}"
    );
}
