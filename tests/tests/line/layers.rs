//! A machine's facts lie under the overrides: authors win, and no fact stops the line.

use generator::changes::{ChangeKind, Side};
use generator::diagnostic::{Code, Severity};
use tests::folder::{Folder, shown};

/// One definition with facts and overrides.
fn folder(facts: &str, overrides: &str) -> Folder {
    let rows = "\
| number | `number` | No | |
| text | `string` | No | |
| texts | `string[]` | No | |
| json | `object` | No | |
| day | `string` | No | Dates are represented as an ISO-8601 string. For example: yyyy-MM-dd |
";
    Folder::default()
        .define("Foo", rows)
        .define("Bar", "| text | `string` | No | |\n")
        .facts(facts)
        .overrides(overrides)
}

/// Checks the Rust type of a property of `Foo`.
#[track_caller]
fn check(facts: &str, overrides: &str, property: &str, expected: &str) {
    let model = folder(facts, overrides).sound().model;
    let item = model
        .structs
        .iter()
        .find(|item| item.ident == "Foo")
        .expect("it is there");
    let mut fields = item.fields.iter();
    let field = fields
        .find(|field| field.property.name.value == property)
        .expect("it is there");
    assert_eq!(field.ty.to_string(), format!("Option<{expected}>"));
}

/// Checks the reports about facts, none of which stops the line.
#[track_caller]
fn reports(facts: &str, overrides: &str, expected: &[(Severity, Code)]) {
    let sources = folder(facts, overrides).sources();
    let decided = generator::decide(&sources);
    let decided = decided.unwrap_or_else(|problems| panic!("{}", shown(&problems, &sources)));
    let found: Vec<_> = decided
        .problems
        .iter()
        .map(|it| (it.severity, it.code))
        .collect();
    assert_eq!(found, expected, "{}", shown(&decided.problems, &sources));
}

const WORDS: &str = "[enums]\nWord = [\"a\", \"b\"]\n[definitions]\n";

#[test]
fn facts_say_what_the_rows_do_not() {
    check("[definitions]\nFoo.number = \"i64\"\n", "", "number", "i64");
    check(&format!("{WORDS}Foo.text = \"Word\"\n"), "", "text", "Word");
    check(
        &format!("{WORDS}Foo.texts = \"Word[]\"\n"),
        "",
        "texts",
        "Vec<Word>",
    );
    check(
        "[definitions]\nFoo.json = \"map<string[]>\"\n",
        "",
        "json",
        "BTreeMap<String, Vec<String>>",
    );
    check(
        &format!("{WORDS}Foo.json = \"map<Word[]>\"\n"),
        "",
        "json",
        "BTreeMap<String, Vec<Word>>",
    );
    check(
        "[enums]\nLevel = [1, -2]\n[definitions]\nFoo.number = \"Level\"\n",
        "",
        "number",
        "Level",
    );
}

#[test]
fn authors_win_over_facts() {
    let facts = "[definitions]\nFoo.number = \"i64\"\n";
    check(
        facts,
        "[definitions.Foo]\nnumber = \"i32\"\n",
        "number",
        "i32",
    );
    check(facts, "[properties]\nnumber = \"f64\"\n", "number", "f64");
    let again = [(Severity::Note, Code::OverrideWithoutEffect)];
    reports(facts, "[definitions.Foo]\nnumber = \"i64\"\n", &again);
    // One about something else leaves the type to the fact.
    let renamed = "[definitions.Foo]\nnumber = { rename = \"count\" }\n";
    check(facts, renamed, "number", "i64");
}

/// Checks whether clients send a property of `Foo`, and what is reported.
#[track_caller]
fn check_read_only(facts: &str, overrides: &str, expected: bool, reported: &[(Severity, Code)]) {
    let model = folder(facts, overrides).sound().model;
    let item = model.structs.by_name("Foo").expect("it is there");
    let mut fields = item.fields.iter();
    let field = fields.find(|field| field.wire_name() == "text");
    let field = field.expect("it is there");
    assert_eq!(field.read_only, expected);
    let note = "Read-only: the API sets it and ignores what is sent.";
    assert_eq!(field.notes.iter().any(|it| it == note), expected);
    reports(facts, overrides, reported);
}

#[test]
fn authors_and_the_document_say_what_clients_do_not_send() {
    let fact = "[definitions]\nFoo.text = { read_only = true }\n";
    let [is, is_not] = [true, false]
        .map(|it| format!("[definitions]\nFoo.text = {{ read_only = {it}, reason = \"r\" }}\n"));
    check_read_only("", "", false, &[]);
    check_read_only(fact, "", true, &[]);
    check_read_only("", &is, true, &[]);
    check_read_only(fact, &is_not, false, &[]);
    check_read_only(fact, &is, true, &[]);
    // A type by hand leaves the fact as it is.
    let typed = "[definitions]\nFoo.text = \"date\"\n";
    check_read_only(fact, typed, true, &[]);
}

#[test]
fn a_list_by_hand_replaces_the_one_of_its_name() {
    let folder = folder(
        &format!("{WORDS}Foo.text = \"Word\"\n"),
        "[enums]\nWord = [\"c\"]\n",
    );
    let model = folder.sound().model;
    let values: Vec<_> = model.enums[0]
        .constants
        .iter()
        .map(|it| it.value.as_str())
        .collect();
    assert_eq!(values, ["c"]);
}

#[test]
fn an_enum_of_the_facts_can_have_another_name() {
    let facts = format!("{WORDS}Foo.text = \"Word\"\n");
    let rename = "[enums.Word]\nrename = \"Term\"\n";
    check(&facts, rename, "text", "Term");
    // Both names are ones to write.
    for name in ["Word", "Term"] {
        let also = format!("{rename}[definitions.Foo]\ntexts = \"{name}[]\"\n");
        check(&facts, &also, "texts", "Vec<Term>");
    }
}

#[test]
fn a_rename_of_nothing_and_one_of_ones_own_list_are_problems() {
    let other = "[enums]\nOther = [\"a\"]\n[definitions]\nFoo.text = \"Other\"\n";
    Folder::check(
        &folder(other, "[enums.«Othr»]\nrename = \"Term\"\n"),
        &[Code::UnknownOverrideType],
    );
    let own =
        "[enums.Mine]\nrename = «\"Term\"»\nvalues = [\"a\"]\n[definitions.Foo]\ntext = \"Mine\"\n";
    folder("", own).check(&[Code::MalformedOverride]);
    folder(other, "[enums.Other]\nrename = «\"term\"»\n").check(&[Code::InvalidOverrideName]);
    folder(other, "[enums.Other]\nrename = «\"Bar\"»\n").check(&[Code::TypeCollision]);
}

#[test]
fn facts_about_what_is_not_there_are_notes() {
    use Severity::Note;
    reports(
        "[definitions]\nGone.number = \"i64\"\nLost.number = \"i64\"\n",
        "",
        &[(Note, Code::UnknownOverrideDefinition)],
    );
    reports(
        "[definitions]\nFoo.gone = \"i64\"\n",
        "",
        &[(Note, Code::UnknownOverrideProperty)],
    );
    reports("[enums]\nWord = [\"a\"]\n", "", &[(Note, Code::UnusedEnum)]);
}

#[test]
fn facts_that_the_markdown_says_are_notes() {
    use Severity::Note;
    reports(
        "[definitions]\nFoo.text = \"string\"\n",
        "",
        &[(Note, Code::OverrideWithoutEffect)],
    );
    reports(
        "[definitions]\nFoo.day = \"date\"\n",
        "",
        &[(Note, Code::OverrideWithoutEffect)],
    );
}

#[test]
fn facts_that_no_longer_fit_are_warnings_and_ignored() {
    use Severity::Warning;
    let number = "[definitions]\nFoo.text = \"i64\"\n";
    reports(number, "", &[(Warning, Code::OverrideMismatch)]);
    check(number, "", "text", "String");
    let unknown = "[definitions]\nFoo.json = \"map<Gone>\"\n";
    reports(unknown, "", &[(Warning, Code::UnknownOverrideType)]);
    check(unknown, "", "json", "Value");
    // A definition has come that has the name of an enum.
    let taken = "[enums]\nBar = [\"a\"]\n[definitions]\nFoo.text = \"Bar\"\n";
    reports(taken, "", &[(Warning, Code::TypeCollision)]);
    check(taken, "", "text", "String");
    let integers = "[enums]\nLevel = [1]\n[definitions]\nFoo.text = \"Level\"\n";
    reports(integers, "", &[(Warning, Code::OverrideMismatch)]);
}

#[test]
fn an_enum_that_nothing_there_has_is_no_type() {
    let facts = format!("{WORDS}Gone.text = \"Word\"\n");
    assert!(folder(&facts, "").sound().model.enums.is_empty());
}

#[test]
fn what_no_machine_writes_stops_the_line() {
    folder("[definitions]\nFoo.number = «5»\n", "").check(&[Code::MalformedOverride]);
    folder("Foo«»\n", "").check(&[Code::OverridesSyntax]);
    folder("«<<<<<<< ours»\n", "").check(&[Code::MergeConflict]);
}

#[test]
fn changes_of_facts_are_reported_by_their_effect() {
    let changes = |before: &str, after: &str, overrides: &str| {
        let [old, new] = [folder(before, ""), folder(after, overrides)].map(|it| it.sources());
        let [was, is] = [&old, &new].map(|it| generator::decide(it).expect("it is sound"));
        let changes = generator::changes::compare(Side::new(&old, &was), Side::new(&new, &is));
        let found = changes.entries.into_iter();
        let found = found.map(|it| {
            (
                it.kind,
                it.subject.to_string(),
                it.new.map(|it| it.to_string()),
            )
        });
        found.collect::<Vec<_>>()
    };
    let text = str::to_owned;
    let stated = "[definitions]\nFoo.number = \"i64\"\n";
    let added = (
        ChangeKind::FactChanged,
        text("Foo.number"),
        Some(text("i64")),
    );
    assert_eq!(changes("", stated, ""), [added]);
    // The origin of a fact makes no change.
    assert_eq!(
        changes(stated, stated, "[definitions.Foo]\nnumber = \"i64\"\n"),
        []
    );
    let words = format!("{WORDS}Foo.text = \"Word\"\n");
    let more = words.replace("\"b\"", "\"b\", \"c\", \"d\"");
    let grown = (ChangeKind::EnumValueAdded, text("Word"), Some(text("c, d")));
    assert_eq!(changes(&words, &more, ""), [grown]);
}

#[test]
fn integers_and_texts_are_not_mixed_in_a_list() {
    let used =
        |list: &str| format!("[enums]\nLevel = {list}\n[definitions.Foo]\nnumber = \"Level\"\n");
    for list in ["[1, «\"2\"»]", "[1, «2.5»]", "[«99999999999999999999»]"] {
        folder("", &used(list)).check(&[Code::MalformedOverride]);
    }
    folder("", &used("[1, «1»]")).check(&[Code::ContradictoryOverrides]);
}

#[test]
fn a_definition_stands_in_one_form_in_a_file() {
    let dotted = "[definitions]\nFoo.number = \"i64\"\n";
    for (text, help) in [
        (
            format!("{dotted}[definitions.Foo]\ntext = \"date\"\n"),
            "TOML forbids",
        ),
        (
            format!("[definitions.Foo]\ntext = \"date\"\n{dotted}"),
            "TOML forbids",
        ),
        (format!("{dotted}Foo.number = \"i32\"\n"), "join the two"),
    ] {
        let folder = folder("", &text);
        let shown = shown(&folder.problems(), &folder.sources());
        assert!(
            shown.contains("contradictory-overrides") && shown.contains(help),
            "{shown}"
        );
    }
}

/// Checks that a folder with the facts is as sound as without those of these definitions, and that each that
/// is set aside is a warning with this code in the file of facts.
#[track_caller]
fn set_aside(folder: &Folder, facts: &str, code: Code, properties: &[&str]) {
    let sources = folder.clone().facts(facts).sources();
    let decided = generator::decide(&sources);
    let decided = decided.unwrap_or_else(|problems| panic!("{}", shown(&problems, &sources)));
    let warnings = decided
        .problems
        .iter()
        .filter(|it| it.severity == Severity::Warning);
    let warnings: Vec<_> = warnings
        .map(|it| (it.code, Some(it.place.file), &*it.message))
        .collect();
    assert_eq!(
        warnings.len(),
        properties.len(),
        "{}",
        shown(&decided.problems, &sources)
    );
    for ((found, file, message), property) in warnings.into_iter().zip(properties) {
        assert_eq!((found, file), (code, sources.facts), "{message}");
        let kept = format!("{property} keeps the type of its row: with this fact, ");
        assert!(message.starts_with(&kept), "{message}");
    }
}

/// An update of the definitions and their facts must not need an edit.
#[test]
fn facts_that_would_stop_the_line_are_set_aside() {
    let rows = "| a | `object` | Yes | |\n| b | `object` | No | |\n";
    let folder = ["N0", "N1", "N2"]
        .iter()
        .fold(Folder::default(), |it, name| it.define(name, rows));
    let cycle = Code::RequiredCycle;
    set_aside(
        &folder,
        "[definitions]\nN0.a = \"N0\"\nN0.b = \"N0\"\n",
        cycle,
        &["`a` of `N0`"],
    );
    let ring = "[definitions]\nN0.a = \"N1\"\nN1.a = \"N2\"\nN2.a = \"N0\"\nN2.b = \"N0\"\n";
    set_aside(
        &folder,
        ring,
        cycle,
        &["`a` of `N0`", "`a` of `N1`", "`a` of `N2`"],
    );

    // An author requires what the fact links.
    let required = folder
        .clone()
        .overrides("[definitions.N0]\nb = { required = true }\n");
    set_aside(
        &required,
        "[definitions]\nN0.b = \"N0\"\n",
        cycle,
        &["`b` of `N0`"],
    );

    // Only the facts about what lies too deep.
    let name = |at: usize| format!("N{at}");
    let deep = (0..40).fold(Folder::default(), |it, at| it.define(&name(at), rows));
    let links = (0..39).map(|at| format!("N{at}.a = \"N{}\"\nN{at}.b = \"N0\"\n", at + 1));
    let facts = format!("[definitions]\n{}", links.collect::<String>());
    let sources = deep.clone().facts(&*facts).sources();
    let decided = generator::decide(&sources);
    let decided = decided.unwrap_or_else(|problems| panic!("{}", shown(&problems, &sources)));
    let warnings = decided
        .problems
        .iter()
        .filter(|it| it.severity == Severity::Warning);
    assert!(
        warnings
            .clone()
            .all(|it| it.code == Code::DeepModel && Some(it.place.file) == sources.facts)
    );
    assert!(
        (1..20).contains(&warnings.count()),
        "{}",
        shown(&decided.problems, &sources)
    );

    // The definitions' own cycle is no fault of facts.
    let own = Folder::default().define(
        "N0",
        "| a | [`N0`](n0-definition.md) | Yes | |\n| b | `object` | No | |\n",
    );
    let problems = own.facts("[definitions]\nN0.b = \"N0\"\n").problems();
    assert_eq!(
        problems.errors().map(|it| it.code).collect::<Vec<_>>(),
        [cycle]
    );
}

/// An enum whose words become one constant, or whose name is none, is left out where its facts are.
#[test]
fn enums_of_facts_that_would_stop_the_line_are_left_out() {
    for (name, words, code) in [
        ("Word", r#"["VOICE", "voice"]"#, Code::ConstantCollision),
        ("word", r#"["a", "b"]"#, Code::InvalidOverrideName),
    ] {
        let facts = format!("[enums]\n{name} = {words}\n[definitions]\nFoo.text = \"{name}\"\n");
        reports(
            &facts,
            "",
            &[(Severity::Warning, code), (Severity::Warning, code)],
        );
        check(&facts, "", "text", "String");
    }
}

/// Links between all definitions, at random.
#[test]
fn no_links_of_facts_stop_the_line() {
    let mut random = tests::numbers::Random::new(7);
    for _ in 0..tests::tries(300) {
        let count = 2 + random.below(40);
        let name = |at: usize| format!("N{at}");
        let rows = "| a | `object` | Yes | |\n| b | `object` | No | |\n| c | `object` | Yes | |\n";
        let folder = (0..count).fold(Folder::default(), |it, at| it.define(&name(at), rows));
        let links = (0..count).flat_map(|at| ["a", "b", "c"].map(|property| (at, property)));
        let links: String = links
            .filter_map(|(at, property)| {
                let is_linked = random.below(3) > 0;
                let to = random.below(count);
                is_linked.then(|| format!("N{at}.{property} = \"N{to}\"\n"))
            })
            .collect();
        folder.facts(format!("[definitions]\n{links}")).sound();
    }
}
