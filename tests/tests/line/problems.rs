//! Every kind of problem is found, at its place, once.
//!
//! A case is a folder of definitions in which «» marks the place of the one problem that is to be
//! reported.

use generator::diagnostic::Code;
use generator::source::{Fault, Source, Sources};
use tests::folder::{Folder, HEADER, PAGE, definition, shown};

/// A definition `Foo` with the given rows.
fn foo(rows: &str) -> String {
    definition("Foo", rows)
}

/// Checks that a folder with the one file `foo-definition.md` has just the one problem.
#[track_caller]
fn check(code: Code, text: &str) {
    Folder::default()
        .with("foo-definition.md", text)
        .check(&[code]);
}

/// Checks that a definition with these rows has just the one problem.
#[track_caller]
fn check_rows(code: Code, rows: &str) {
    check(code, &foo(rows));
}

/// Checks that a row of an otherwise sound definition has just the one problem.
#[track_caller]
fn check_row(code: Code, row: &str) {
    check(
        code,
        &foo(&format!(
            "| first | `string` | No | |\n{row}\n| last | `string` | No | |\n"
        )),
    );
}

#[track_caller]
fn check_all(code: Code, marked: &[(&str, &str)]) {
    Folder::from_iter(marked.iter().copied()).check(&[code]);
}

#[test]
fn files_without_content() {
    check(Code::EmptyFile, "«»");
    check(Code::EmptyFile, "«\n\n\n»");
}

#[test]
fn files_that_cannot_be_read() {
    let mut sources = Sources::default();
    let mut add = |path: &str, beginning, fault| {
        sources.add_source(Source::new(path.to_owned(), beginning, Some(fault)));
    };
    let (offset, byte) = (5, 0xff);
    add(
        "foo-definition.md",
        "# `Fo",
        Fault::NotUtf8 { offset, byte },
    );
    add(
        "bar-definition.md",
        "",
        Fault::Unreadable("permission denied".to_owned()),
    );
    let problems = generator::generate(&sources).expect_err("both files have a problem");
    let found = problems.iter().map(|it| (it.code, it.place.span.start));
    let expected = [(Code::NotUtf8, 5), (Code::UnreadableFile, 0)];
    assert_eq!(
        Vec::from_iter(found),
        expected,
        "{}",
        shown(&problems, &sources)
    );
}

/// A file in which both sides of a merge added a line after `top`; its first marker is marked.
fn conflict(top: &str, [ours, theirs]: [&str; 2]) -> String {
    format!("{top}«<<<<<<< HEAD»\n{ours}\n||||||| 1a2b3c4\n=======\n{theirs}\n>>>>>>> update\n")
}

#[test]
fn a_merge_conflict_is_one_problem_in_whichever_file() {
    let rows = ["| a | `strng` | No | |", "| a | `string` | Perhaps | |"];
    let linked = format!(
        "{}| foo | [`Foo`](foo-definition.md) | No | |\n",
        definition("Bar", "")
    );
    let sound = foo("| a | `string` | No | |\n");
    let entries = ["a = { required = true }", "a = { required = maybe }"];
    let page = PAGE.replace(
        "Get a foo\n\n> [",
        "Get a foo\n\n«<<<<<<< HEAD»\n=======\n>>>>>>> update\n\n> [",
    );
    for (name, text) in [
        ("overrides.toml", conflict("[definitions.Foo]\n", entries)),
        ("facts.toml", conflict("[definitions.Foo]\n", entries)),
        ("foo-api.md", page),
        ("roots.txt", conflict("Foo\n", ["Baz", "Qux"])),
        ("imported.txt", conflict("from one\n", ["0123  Foo", ""])),
    ] {
        check_all(
            Code::MergeConflict,
            &[("foo-definition.md", &sound), (name, &text)],
        );
    }
    let text = conflict(&foo(""), rows);
    let files = [
        ("bar-definition.md", &*linked),
        ("foo-definition.md", &text),
    ];
    check_all(Code::MergeConflict, &files);
    check(Code::MergeConflict, &conflict("", [&sound, "# `Foo`"]));
    check(
        Code::MergeConflict,
        &foo("«=======»\n| a | `string` | No | |\n>>>>>>> update\n"),
    );
}

#[test]
fn lines_of_signs_alone_are_no_merge_conflict() {
    for prose in [
        ">>>>>>> quoted",
        "a\n\n<<<<<<<b",
        "<<<<<< a",
        "`<<<<<<<` is code",
    ] {
        Folder::default()
            .with(
                "foo-definition.md",
                foo("").replace("\n\n", &format!("\n\n{prose}\n\n")),
            )
            .sound();
    }
}

#[test]
fn headings() {
    check(Code::MissingHeading, &format!("«Foo»\n\n{HEADER}"));
    check(
        Code::TextBeforeHeading,
        &format!("«Foo»\n\n# `Foo` Definition\n\n{HEADER}"),
    );
    check(Code::MalformedHeading, &format!("«# Foo»\n\n{HEADER}"));
    check(Code::MalformedHeading, &format!("«# `Foo`»\n\n{HEADER}"));
    check(
        Code::MalformedHeading,
        &format!("«# `` Definition»\n\n{HEADER}"),
    );
    check(
        Code::MalformedHeading,
        &format!("«# ` Foo` Definition»\n\n{HEADER}"),
    );
    check(
        Code::MalformedHeading,
        &format!("«## `Foo` Definition»\n\n{HEADER}"),
    );
    check(
        Code::SecondHeading,
        &format!("# `Foo` Definition\n\n«# `Bar` Definition»\n\n{HEADER}"),
    );
    check(
        Code::SecondHeading,
        &format!("# `Foo` Definition\n\n{HEADER}\n«# `Bar` Definition»\n\n{HEADER}"),
    );
    check(
        Code::FileNameMismatch,
        &format!("# `«Bar»` Definition\n\n{HEADER}"),
    );
}

#[test]
fn tables_and_their_columns() {
    check(Code::MissingTable, "«# `Foo` Definition»\n\nprose\n");
    check(
        Code::MissingTable,
        "# `Foo` Definition\n\n«| Property | Type | Required | Description |»\n|---|---|---|\n",
    );
    check(
        Code::MissingColumn,
        "# `Foo` Definition\n\n«| Property | Type | Required |»\n|---|---|---|\n| a | `string` | No |\n",
    );
    check(
        Code::UnknownColumn,
        "# `Foo` Definition\n\n| Property | Type | Required | «Descripton» |\n|---|---|---|---|\n",
    );
    check(
        Code::UnknownColumn,
        "# `Foo` Definition\n\n| Property | Type | Required | Description | «Since» |\n|---|---|---|---|---|\n",
    );
    check(
        Code::UnknownColumn,
        "# `Foo` Definition\n\n| Property | Type | Required | Description | «Type» |\n|---|---|---|---|---|\n",
    );
    check_rows(
        Code::SecondTable,
        "\n«| Property | Type | Required | Description |»\n|---|---|---|---|\n",
    );
    check_rows(
        Code::SecondTable,
        "| a | `string` | No | |\n«| Property | Type | Required | Description |»\n|---|---|---|---|\n",
    );
}

#[test]
fn columns_may_stand_in_any_order() {
    let text = "# `Foo` Definition\n\n| Required | Description | Property | Type |\n|---|---|---|---|\n\
                | Yes | a | b || c | bar | `string` |\n";
    let generated = Folder::default().with("foo-definition.md", text).sound();
    let property = &generated.schema.definitions[0].properties[0];
    assert_eq!(property.name.value, "bar");
    assert_eq!(property.description, "a | b || c");
    assert!(property.required.value);
}

#[test]
fn rows() {
    check_row(Code::RowWidth, "«| a | `string` |»");
    check_row(Code::RowWidth, "«| a | `string` | No |»");
    check_row(Code::RowWidth, "«| a |»");
    check_row(Code::StrayLine, "«a | `string` | No | |»");
    check_row(Code::StrayLine, "«stray»");
    check_rows(
        Code::StrayLine,
        "«a | `string` | No | |»\n| b | `string` | No | |\n",
    );
    check_rows(
        Code::StrayLine,
        "| a | `string` | No | open\n«b | `string` | No | |»\n",
    );
}

#[test]
fn cells() {
    check_row(Code::EmptyPropertyName, "«|»  | `string` | No | |");
    check_row(Code::EmptyType, "| a «|»  | No | |");
    check_row(Code::InvalidRequired, "| a | `string` «|»  | |");
    check_row(Code::MalformedPropertyName, "| «`a`» | `string` | No | |");
    check_row(Code::MalformedType, "| a | «string» | No | |");
    check_row(Code::MalformedType, "| a | «`string`[]» | No | |");
    check_row(Code::MalformedType, "| a | «`string[`» | No | |");
    check_row(
        Code::MalformedLink,
        "| a | «[Foo](foo-definition.md)» | No | |",
    );
    check_row(Code::MalformedLink, "| a | «[`Foo`]» | No | |");
    check_row(
        Code::LinkMismatch,
        "| a | «[`Foo`](bar-definition.md)» | No | |",
    );
    check_row(
        Code::LinkMismatch,
        "| a | «[`Foo`](../foo-definition.md)» | No | |",
    );
    check_row(Code::InvalidRequired, "| a | `string` | «yes» | |");
    check_row(Code::InvalidRequired, "| a | `string` | «Maybe» | |");
}

#[test]
fn types_and_links() {
    check_row(Code::UnknownType, "| a | «`strng`» | No | |");
    check_row(Code::UnknownType, "| a | «`Foo`» | No | |");
    check_row(
        Code::UnknownDefinition,
        "| a | «[`Bar`](bar-definition.md)» | No | |",
    );
    check_row(
        Code::UnknownDefinition,
        "| a | «[`foo`](foo-definition.md)» | No | |",
    );
}

#[test]
fn help_names_the_nearest() {
    for (ty, help) in [
        ("`strng`", "did you mean `string`?"),
        (
            "[`Fooo`](fooo-definition.md)",
            "did you mean `Foo`? Otherwise add `fooo-definition.md`",
        ),
        (
            "`Foo`",
            "name a definition with a link: ``[`Foo`](foo-definition.md)``",
        ),
    ] {
        let folder = Folder::default().define("Foo", &format!("| a | {ty} | No | |\n"));
        let problems = folder.problems();
        let found = problems.iter().map(|problem| problem.help.as_str());
        assert_eq!(Vec::from_iter(found), [help]);
    }
}

#[test]
fn properties_that_clash() {
    check_rows(
        Code::DuplicateProperty,
        "| a | `string` | No | |\n| «a» | `number` | No | |\n",
    );
    check_rows(
        Code::FieldCollision,
        "| userId | `string` | No | |\n| «user-id» | `string` | No | |\n",
    );
    check_rows(
        Code::FieldCollision,
        "| type | `string` | No | |\n| «_type» | `string` | No | |\n",
    );
    check_rows(Code::InvalidPropertyName, "| «***» | `string` | No | |\n");
}

#[test]
fn definitions_that_clash() {
    let named = |name: &str| definition(name, "");
    check_all(
        Code::DuplicateDefinition,
        &[
            ("foo-definition.md", &named("Foo")),
            ("foo2-definition.md", &named("«Foo»")),
        ],
    );
    check_all(
        Code::DuplicateDefinition,
        &[
            ("foo-definition.md", &named("Foo")),
            ("Foo-definition.md", &named("«FOO»")),
        ],
    );
    check_all(
        Code::TypeCollision,
        &[
            ("foobar-definition.md", &named("FooBar")),
            ("foo_bar-definition.md", &named("«Foo_Bar»")),
        ],
    );
    check_all(
        Code::InvalidDefinitionName,
        &[("日本-definition.md", &named("«日本»"))],
    );
}

#[test]
fn text_behind_the_end_of_the_table() {
    check_rows(
        Code::TextAfterTable,
        "| a | `string` | No | first\n\n«second |»\n| b | `string` | No | |\n",
    );
    check_rows(
        Code::TextAfterTable,
        "| a | `string` | No | first\n«- second |»\n| b | `string` | No | |\n",
    );
    check_rows(
        Code::TextAfterTable,
        "| a | `string` | No | first\n«# second |»\n| b | `string` | No | |\n",
    );
    check_rows(
        Code::TextAfterTable,
        "| a | `string` | No | first\n«1. second |»\n| b | `string` | No | |\n",
    );
    check_rows(
        Code::TextAfterTable,
        "| a | `string` | No | |\n\n«| b | `string` | No | |»\n",
    );
    check_rows(
        Code::TextAfterTable,
        "| a | `string` | No | |\n\n«[a]: b»\n",
    );
    check_rows(Code::TextAfterTable, "\n---\n\n«not a footer»\n");
    check_rows(
        Code::TextAfterFooter,
        "\n---\n\n*This file was generated on 2025-01-01*\n\n«more»\n",
    );
    check_rows(
        Code::TextAfterFooter,
        "\n---\n\n*This file was generated on 2025-01-01*\n«more»\n",
    );
}

#[test]
fn definitions_that_require_each_other() {
    let requires = |ty: &str| format!("| a | {ty} | Yes | |\n");
    let [bar, foo] = ["[`Bar`](bar-definition.md)", "[`Foo`](foo-definition.md)"];
    let marked = format!("«{foo}»");
    let two = Folder::default().define("Bar", &requires(&marked));
    two.define("Foo", &requires(bar))
        .check(&[Code::RequiredCycle]);
    let one = Folder::default().define("Foo", &requires(&marked));
    one.check(&[Code::RequiredCycle]);
    let list = Folder::default().define("Foo", &requires("[`Foo[]`](foo-definition.md)"));
    list.check(&[]);
}

#[test]
fn a_broken_definition_is_not_reported_again_by_those_who_link_to_it() {
    let user = definition("User", "| foo | [`Foo`](foo-definition.md) | No | |\n");
    let user = ("user-definition.md", user.as_str());
    check_all(
        Code::MissingTable,
        &[("foo-definition.md", "«# `Foo` Definition»"), user],
    );
    check_all(
        Code::MalformedHeading,
        &[("foo-definition.md", &format!("«# Foo»\n\n{HEADER}")), user],
    );
    check_all(Code::EmptyFile, &[("foo-definition.md", "«»"), user]);
    check_all(
        Code::FileNameMismatch,
        &[
            (
                "foo-definition.md",
                &format!("# `«Fooo»` Definition\n\n{HEADER}"),
            ),
            user,
        ],
    );
}

#[test]
fn what_is_wrong_below_a_wrong_heading_is_found_too() {
    let text =
        format!("«# Foo»\n\n{HEADER}| a | «string» | No | |\n| b | `string` | «Maybe» | |\n");
    Folder::default().with("foo-definition.md", text).check(&[
        Code::MalformedHeading,
        Code::MalformedType,
        Code::InvalidRequired,
    ]);
}

#[test]
fn every_problem_is_found_in_one_run() {
    let rows = "| a | «`strng`» | No | |\n| «a» | `string` | «Maybe» | |\n\
                | b | `string` | No | |\n| «b» | `string` | No | |\n\
                | c | «[`Baz`](baz-definition.md)» | No | |\n";
    let folder = Folder::default().with("bar-definition.md", "«# Bar»\n");
    folder.define("Foo", rows).check(&[
        Code::MalformedHeading,
        Code::UnknownType,
        Code::DuplicateProperty,
        Code::InvalidRequired,
        Code::DuplicateProperty,
        Code::UnknownDefinition,
    ]);
}

/// Checks that the page has just the one problem when one text in it is replaced.
#[track_caller]
fn check_page(code: Code, from: &str, to: &str) {
    assert_eq!(PAGE.matches(from).count(), 1, "{from}");
    check_all(code, &[("foo-api.md", &PAGE.replace(from, to))]);
}

#[test]
fn what_is_outside_of_the_form_of_a_page() {
    Folder::from_iter([("foo-api.md", PAGE)]).sound();
    check_page(Code::MalformedPage, "# `FooAPI` Class", "«# FooAPI»");
    check_page(
        Code::MalformedPage,
        "- [`getFoo`](#getfoo)",
        "- [`«getBar»`](#getbar) - Bar\n- [`getFoo`](#getfoo)",
    );
    check_page(
        Code::MalformedPage,
        "- [`getFoo`](#getfoo) - Get a foo",
        "«- getFoo»",
    );
    check_page(Code::MalformedPage, "#### Description", "«#### Remarks»");
    check_page(Code::MalformedPage, "Get a foo\n\n>", "«### getBar»\n\n>");
    check_page(
        Code::MalformedPage,
        "#### Endpoint\n\n`GET /foo/{fooId}`",
        "#### Endpoint\n\n`GET /foo/{fooId}`\n\n«#### Endpoint»\n\n`GET /bar`",
    );
    check_page(Code::MalformedOperation, "### `getFoo`", "### `«get foo»`");
    check_page(
        Code::MalformedEndpoint,
        "`GET /foo/{fooId}`",
        "«GET /foo/{fooId}»",
    );
    check_page(
        Code::MalformedEndpoint,
        "`GET /foo/{fooId}`",
        "`GET /foo/{fooId}`\n\n«`PUT /foo/{fooId}`»",
    );
    check_all(Code::EmptyFile, &[("foo-api.md", "«»")]);
}

#[test]
fn what_is_outside_of_the_form_of_an_operations_parameters() {
    check_page(
        Code::ParameterMismatch,
        "`GET /foo/{fooId}`",
        "«`GET /foo/{fooId}/{barId}`»",
    );
    check_page(
        Code::ParameterMismatch,
        "- `fooId` -",
        "- `fooId` - **(string, required)** Id\n- `«formData.id»` -",
    );
    check_page(
        Code::MalformedPage,
        "- `fooId` - **(string, required)** The id | of",
        "«Nothing»",
    );
    check_page(Code::MalformedPage, "  - `on`", "«- `on`»");
    check_page(
        Code::MalformedPage,
        "- `body` - **([Foo[]](../definitions/foo-definition.md), required)** - The body",
        "«- body - **([Foo[]](../definitions/foo-definition.md), required)** - The body»",
    );
    check_page(
        Code::MalformedPage,
        "- `headers.If-Match`",
        "- `«query.state»`",
    );
    check_page(
        Code::MalformedPage,
        "- `query.state` - **(string[], optional)** One of",
        "«- `query.state` - **(string[])** One of»",
    );
    check_page(
        Code::UnknownType,
        "(string[], optional)",
        "(«enum», optional)",
    );
    check_page(
        Code::LinkMismatch,
        "([Foo[]](../definitions/foo-definition.md), r",
        "(«[Foo[]](../definitions/bar-definition.md)», r",
    );
}

#[test]
fn what_is_outside_of_the_form_of_an_operations_returns() {
    check_page(
        Code::MissingTable,
        "| HTTP Status Code | Returned type | Description |\n|---|---|---|\n",
        "«| HTTP Status Code | Returned type | Description |»\n",
    );
    check_page(Code::UnknownColumn, "Returned type", "«Type»");
    check_page(Code::UnknownType, "| `304` |  |", "| `304` | «file» |");
    check_page(Code::MalformedLink, "| `304` |  |", "| `304` | «[Foo]» |");
    check_page(Code::MalformedPage, "| `304` |", "| «304» |");
    check_page(Code::MalformedPage, "| `304` |", "| «`999`» |");
    check_page(Code::MalformedPage, "| `304` |", "| «`200`» |");
    check_page(
        Code::RowWidth,
        "| `304` |  | Not modified |",
        "«| `304` |  |»",
    );
    check_page(
        Code::TextAfterTable,
        "| Gone |\n",
        "| Gone |\n\n«| `500` |  | Broken |»\n",
    );
    check_page(
        Code::TextAfterFooter,
        "on 2025-04-24*\n",
        "on 2025-04-24*\n\n«more»\n",
    );
}

#[test]
fn operations_that_pages_describe_differently() {
    let heading = "### `getFoo`";
    let again = PAGE
        .replace(heading, "### `«getFoo»`")
        .replace("A version", "A tag");
    check_all(
        Code::DuplicateOperation,
        &[("bar-api.md", PAGE), ("foo-api.md", &again)],
    );
    let renamed = PAGE
        .replace("getFoo", "getBar")
        .replace("`GET /foo/{fooId}`", "«`GET /foo/{fooId}`»");
    check_all(
        Code::DuplicateEndpoint,
        &[("bar-api.md", PAGE), ("foo-api.md", &renamed)],
    );
    Folder::from_iter([
        ("bar-api.md", PAGE),
        ("foo-api.md", &PAGE.replace("FooAPI", "BarAPI")),
    ])
    .sound();
}

#[test]
fn names_with_invisible_characters_are_refused() {
    for unseen in [
        "\u{202e}",
        "\u{200b}",
        "\u{0}",
        "\u{1b}[2J",
        "\u{feff}",
        "\u{61c}",
    ] {
        check_row(
            Code::UnseenCharacter,
            &format!("| «a{unseen}b» | `string` | No | |"),
        );
        let name = format!("Fo{unseen}o");
        let text = definition(&format!("«{name}»"), "");
        let file = generator::schema::file_name(&name);
        check_all(Code::UnseenCharacter, &[(&file, &text)]);
        let overrides =
            format!("[definitions.Foo]\na = {{ attributes = [«'doc(alias = \"a{unseen}\")'»] }}\n");
        if !unseen.contains(char::is_control) {
            let rows = foo("| a | `string` | No | |\n");
            let files = [
                ("foo-definition.md", rows.as_str()),
                ("overrides.toml", &overrides),
            ];
            check_all(Code::MalformedAttribute, &files);
        }
    }
    for space in ["\u{a0}", "\u{3000}", "\u{200b}"] {
        check_row(
            Code::UnseenCharacter,
            &format!("| «{space}a» | `string` | No | |"),
        );
        check_row(
            Code::UnseenCharacter,
            &format!("| «a{space}» | `string` | No | |"),
        );
    }
    let text = foo("| a\u{a0}b | `string` | No | |\n");
    Folder::default().with("foo-definition.md", text).sound();
}

#[test]
fn invisible_characters_are_reported_by_code_point() {
    for (row, expected) in [
        ("| \u{a0}a | `string` | No | |", "remove U+00A0: "),
        (
            "| a | `string` | Yes\u{a0} | |",
            "remove the invisible character U+00A0; write `Yes` or `No`",
        ),
        (
            "| a | `string`\u{200b} | No | |",
            "remove the invisible character U+200B; write a word",
        ),
        (
            "| a | `str\u{200b}ing` | No | |",
            "remove the invisible character U+200B; write a word",
        ),
        (
            "| a | [`Foo\u{200b}`](foo\u{200b}-definition.md) | No | |",
            "remove the invisible character U+200B; ",
        ),
    ] {
        let problems = Folder::default().define("Foo", row).problems();
        let helps: Vec<_> = problems
            .iter()
            .map(|problem| problem.help.as_str())
            .collect();
        assert!(
            matches!(helps[..], [help] if help.starts_with(expected)),
            "{helps:?}"
        );
    }
    let text = format!("# The `Foo\u{200b}` definition\n\n{HEADER}");
    let problems = Folder::default().with("foo-definition.md", text).problems();
    let help = problems.iter().map(|problem| problem.help.clone());
    assert!(
        help.collect::<String>()
            .starts_with("remove the invisible character U+200B; ")
    );
}

#[test]
fn a_line_that_only_speaks_of_something_generated_is_no_footer() {
    for line in [
        "**IMPORTANT: values are generated in UTC**",
        "*values are generated in UTC*",
        "*generated fields are null*",
        "*This file was generated by hand*",
        "*This file was generated on a Monday in May*",
        "*This file was generated on 2025-01-01* **but see** *this*",
        "*This file was generated in spring, see the notes on 2025-01-01*",
        "*This file was generated from a document*",
        "*This file was generated by the Tool from *",
    ] {
        check_rows(Code::TextAfterTable, &format!("\n---\n\n«{line}»\n"));
    }
    for line in [
        "*This file was automatically generated by the Tool on 2025-11-26T23:43:17.719Z*",
        "*This file was generated on 2025-01-01*",
        "*This file was generated by the Tool from Platform API v2*",
    ] {
        let text = foo(&format!("\n---\n\n{line}\n"));
        Folder::default().with("foo-definition.md", text).sound();
    }
}

#[test]
fn text_that_is_no_table_is_reported_with_the_reason() {
    let table = "| Property | Type | Required | Description |\n|---|---|---|---|\n";
    let indented = table
        .replace("| Prop", "    | Prop")
        .replace("|---|-", "    |---|-");
    let narrow = table.replace("|---|---|", "|---|");
    for (text, expected) in [
        (
            format!("```\ncode\n\n{table}"),
            "a fence that nothing closes",
        ),
        (
            format!("<!-- remark\n\n{table}"),
            "a comment that nothing closes",
        ),
        (format!("<p>\n{table}"), "goes on with the HTML above it"),
        (
            format!("> q\n{table}"),
            "goes on with the quotation above it",
        ),
        (format!("- q\n{table}"), "goes on with the list above it"),
        (format!("1. q\n{table}"), "goes on with the list above it"),
        (format!("1 q\n{narrow}"), "has not as many cells"),
        (format!(". q\n{narrow}"), "has not as many cells"),
        (indented, "so far indented it is code"),
        (narrow, "has not as many cells"),
        (table.replace("|---|---|---|---|", ""), "no row of dashes"),
    ] {
        let text = format!("# `Foo` Definition\n\n{text}");
        let problems = Folder::default()
            .with("foo-definition.md", text.as_str())
            .problems();
        let messages: Vec<_> = problems
            .iter()
            .map(|problem| problem.message.as_str())
            .collect();
        assert!(
            matches!(messages[..], [message] if message.contains(expected)),
            "{text}\n{messages:?}"
        );
    }
}

#[test]
fn an_override_that_closes_a_cycle_is_to_blame_for_it() {
    let rows = "| a | [`Foo`](foo-definition.md) | No | |\n";
    let foo = Folder::default().define("Foo", rows);
    let own = "[definitions.Foo]\na = { required = «true» }\n";
    foo.clone().overrides(own).check(&[Code::RequiredCycle]);
    let shared = "[properties]\na = { required = «true» }\n";
    foo.overrides(shared).check(&[Code::RequiredCycle]);
}

#[test]
fn a_message_quotes_no_more_than_people_read() {
    let long = "é".repeat(tests::tries(1_000_000) as usize);
    let problems = Folder::default()
        .define(
            "Foo",
            &format!("| a | `{long}` | {long} | |\n| b | {long}\u{1b}[2J | No | |\n"),
        )
        .problems();
    assert_eq!(problems.len(), 3);
    for problem in problems {
        let text = format!("{}{}", problem.message, problem.help);
        assert!(
            text.len() < 1_000 && !text.contains('\u{1b}'),
            "{}",
            text.len()
        );
    }
}

#[test]
fn an_override_that_repeats_a_list_of_dates_is_reported() {
    let sentence = "Interval of time. Intervals are represented as an ISO-8601 string. For example: \
                    YYYY-MM-DDThh:mm:ss/YYYY-MM-DDThh:mm:ss";
    let rows = format!("| a | `string[]` | No | {sentence} |\n");
    let folder = Folder::default().define("Foo", &rows);
    let problems = folder
        .overrides("[definitions.Foo]\na = \"interval[]\"\n")
        .problems();
    let messages: Vec<_> = problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(
        messages,
        ["`a` of `Foo` holds dates already, by its description"]
    );
}
