//! `cargo xtask schema`, `graph` and `show`, as they are typed.

use tests::folder::definition;

use crate::support::{Run, Scratch, assert_contains, assert_ends, assert_starts, commands};

/// Two roots, a cycle, a definition in a cycle of its own, and one without links.
fn folder() -> Scratch {
    let folder = Scratch::empty();
    let definitions: &[(&str, &[&str])] = &[
        ("Call", &["Queue", "Agent"]),
        ("Queue", &["Agent"]),
        ("Agent", &["Queue", "Agent"]),
        ("Flow", &["FlowStep"]),
        ("FlowStep", &[]),
        ("Lonely", &[]),
    ];
    folder.write_linked("definitions", definitions);
    folder
}

fn run(folder: &Scratch, arguments: &[&str]) -> Run {
    folder.run(&[arguments, &["--definitions", "definitions"]].concat())
}

#[track_caller]
fn check(arguments: &[&str], expected: &str) {
    let run = run(&folder(), arguments);
    assert_eq!(run.stdout, expected, "{}", run.stderr);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
}

#[test]
fn a_graph_marks_cycles_and_shows_who_stands_alone() {
    let expected = "\
flowchart LR
    Lonely
    Agent ==> Agent
    Agent ==> Queue
    Call --> Agent
    Call --> Queue
    Flow --> FlowStep
    Queue ==> Agent
    classDef cycle stroke-width:3px
    class Agent,Queue cycle
";
    check(&["graph"], expected);
}

#[test]
fn a_graph_follows_links_to_the_given_depth() {
    let expected = "\
flowchart LR
    Flow
    classDef cut stroke-dasharray:4
    class Flow cut
";
    check(&["graph", "--root", "Flow", "--depth", "0"], expected);
    let expected = "flowchart LR\n    Flow --> FlowStep\n";
    check(&["graph", "--root", "Flow*", "--depth", "0"], expected);
    check(&["graph", "--root", "Flow"], expected);
}

#[test]
fn a_graph_can_be_drawn_by_graphviz() {
    let expected = "\
digraph models {
    rankdir=LR
    node [shape=box]
    \"Agent\" [penwidth=3]
    \"Queue\" [penwidth=3]
    \"Agent\" -> \"Agent\" [penwidth=3]
    \"Agent\" -> \"Queue\" [penwidth=3]
    \"Queue\" -> \"Agent\" [penwidth=3]
}
";
    check(&["graph", "--format", "dot", "--root", "Queue"], expected);
}

#[test]
fn a_model_is_shown_with_its_properties_and_neighbours() {
    let folder = folder();
    let rows = "\
| pageSize | `number` | Yes | How many. And more. |
| began | `string` | No | When. Date time is represented as an ISO-8601 string. For example: yyyy-MM-ddTHH:mm:ss[.mmm]Z |
| queue | [`Queue[]`](queue-definition.md) | No | One word after the other until the line is full, and then on the next, below itself. |
";
    folder.write("definitions/call-definition.md", &definition("Call", rows));
    let expected = "\
Call
call-definition.md · 3 properties, 1 required · generated::Call

  began     string as date-time            When.
  pageSize  number               required  How many.
  queue     Queue[]                        One word after the other until the line is full, and then
                                           on the next, below itself.

links to
  Queue

is part of
  nothing
";
    let shown = run(&folder, &["show", "Call"]);
    assert_eq!(shown.stdout, expected, "{}", shown.stderr);

    let shown = run(&folder, &["show", "Queue"]);
    assert_ends(&shown.stdout, "is part of\n  Agent.toQueue, Call.queue\n");
}

#[test]
fn a_pattern_lists_a_line_for_each_model() {
    let folder = folder();
    let text = definition("Flow", "| id | `string` | Yes | |\n");
    let long = "Steps on the way of a call. ".to_owned() + &"And more. ".repeat(20);
    folder.write(
        "definitions/flow-definition.md",
        &text.replace("\n\n|", &format!("\n\n{long}\n\n|")),
    );
    let expected = "\
Flow      1 property, 1 required   Steps on the way of a call.
FlowStep  no properties: any JSON
";
    assert_eq!(run(&folder, &["show", "Flow*"]).stdout, expected);
    let whole = run(&folder, &["show", "FlowSt*"]).stdout;
    assert_starts(whole, "FlowStep\nflowstep-definition.md · no properties");
}

#[test]
fn many_links_are_drawn_only_with_a_depth() {
    let folder = folder();
    let names: Vec<_> = (0..70).map(|number| format!("A{number}")).collect();
    let links: Vec<_> = names.iter().map(String::as_str).collect();
    folder.write_linked("definitions", &[("Hub", &links)]);
    for name in &links {
        folder.write_linked("definitions", &[(name, &[])]);
    }
    let refused = "\
error: 76 links are more than a picture shows: choose fewer with `--root NAME --depth N`; \
`--root '*' --depth 1` draws all of them
";
    let whole = run(&folder, &["graph"]);
    assert_eq!((whole.code, whole.stderr.as_str()), (Some(2), refused));
    assert_eq!(whole.stdout, "");
    let root = run(&folder, &["graph", "--root", "Hub"]);
    assert_contains(&root.stderr, "70 links");
    for (root, links) in [("Hub", 70), ("*", 76)] {
        let drawn = run(&folder, &["graph", "--root", root, "--depth", "1"]);
        let arrows = ["-->", "==>"].map(|arrow| drawn.stdout.matches(arrow).count());
        assert_eq!(arrows.iter().sum::<usize>(), links, "{}", drawn.stderr);
    }
}

#[test]
fn a_problem_of_the_overrides_is_a_warning_beside_what_is_shown() {
    let folder = folder();
    folder.write(
        "definitions/overrides.toml",
        "[definitions.Gone]\nid = \"i64\"\n",
    );
    for (command, part) in [
        (&["show", "Queue"][..], "links to\n  Agent\n"),
        (&["graph"], "Queue ==> Agent"),
        (&["schema", "--root", "Queue"], "\"toAgent\""),
    ] {
        let run = run(&folder, command);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert_contains(&run.stdout, part);
        let warning = "warning[unknown-override-definition]: there is no definition `Gone`\n";
        assert_starts(&run.stderr, warning);
    }
    folder.write("definitions/overrides.toml", "[definitions.Gone\n");
    let invalid = run(&folder, &["show", "Queue"]);
    assert_eq!(invalid.code, Some(0), "{}", invalid.stderr);
    assert_starts(&invalid.stderr, "warning[overrides-syntax]");
}

#[test]
fn unknown_names_are_reported_with_the_nearest() {
    for arguments in [
        &["show", "Quue"][..],
        &["graph", "--root", "Quue"],
        &["schema", "--root", "Quue"],
    ] {
        let run = run(&folder(), arguments);
        assert_eq!(run.code, Some(2));
        let expected = "error: there is no definition `Quue`; did you mean `Queue`?\n";
        assert_eq!(run.stderr, expected);
        assert_eq!(run.stdout, "");
    }
}

#[test]
fn a_part_is_printed_although_the_rest_is_broken() {
    let folder = folder();
    folder.write("definitions/call-definition.md", "broken");
    let whole = run(&folder, &["graph"]);
    assert_eq!(whole.code, Some(2));
    let part = run(&folder, &["graph", "--root", "Flow"]);
    assert_eq!(part.code, Some(0), "{}", part.stderr);
}

#[test]
fn one_root_makes_a_json_schema_of_its_values() {
    let of = |arguments: &[&str]| {
        let fixed = ["schema", "--format", "json-schema"];
        run(&folder(), &[&fixed, arguments].concat()).stdout
    };
    let reference = "\"$ref\": \"#/$defs/Flow\"";
    assert!(of(&["--root", "Flow"]).contains(reference));
    assert!(!of(&["--root", "Flow*"]).contains(reference));
    assert!(!of(&["--root", "Flow"]).contains("\"Lonely\""));
    assert!(of(&[]).contains("\"Lonely\""));
}

#[test]
fn every_command_has_help_with_an_example_in_80_columns() {
    let above = [String::new(), "overrides".to_owned()];
    for command in commands(&[]).into_iter().chain(above) {
        let words: Vec<_> = command.split_whitespace().collect();
        let help = folder().run(&[&words[..], &["--help"]].concat()).stdout;
        assert_eq!(help, folder().run(&[&words[..], &["-h"]].concat()).stdout);
        let examples = help.split_once("Example").map(|(_, rest)| rest);
        let shown = examples.is_some_and(|it| it.contains(&format!("cargo xtask {command}")));
        assert!(shown, "`{command}` has no example");
        for line in help.lines() {
            assert!(line.chars().count() <= 80, "`{command} --help`: {line}");
            assert!(
                !line.contains('\u{1b}'),
                "colour without a terminal: {line:?}"
            );
        }
    }
}

#[test]
fn one_flag_names_the_form_of_every_output_and_the_earlier_ones_still_work() {
    for command in commands(&[]) {
        let words: Vec<_> = command.split_whitespace().collect();
        let help = folder().run(&[&words[..], &["--help"]].concat()).stdout;
        for earlier in ["--json", "--message-format"] {
            assert!(!help.contains(earlier), "`{command}` shows {earlier}");
        }
    }
    let folder = folder();
    folder.write("payload.json", "{\"odd\": 1}");
    let out = |arguments: &[&str]| {
        let run = run(&folder, arguments);
        (run.code, run.stdout)
    };
    let drift = ["drift", "payload.json", "--model", "Flow"];
    let json = out(&[&drift[..], &["--format", "json"]].concat());
    assert_eq!(out(&[&drift[..], &["--json"]].concat()), json);
    assert!(json.1.starts_with("{"), "{}", json.1);
    folder.define("Flow", "| a | `strng` | No | |\n");
    let show = ["show", "Flow", "--message-format", "json"];
    assert!(out(&show).1.starts_with("{\"code\""), "{:?}", out(&show));
    let import = [
        "import",
        "definitions",
        "--all",
        "--message-format",
        "human",
    ];
    assert!(run(&folder, &import).stderr.starts_with("error: "));
}

#[test]
fn completions_are_printed_for_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = folder().run(&["completions", shell]);
        assert_eq!(script.code, Some(0), "{}", script.stderr);
        for part in ["cargo xtask", "format", "used-by", "suggest"] {
            assert!(script.stdout.contains(part), "{shell} lacks {part}");
        }
    }
}
