//! Every kind of fault in the overrides is found, at its place, once; and what is an echo of another
//! problem stays silent.
//!
//! A case is the text of `overrides.toml` in which «» marks the place of the one problem. It is about
//! the definition below.

use generator::diagnostic::Code;
use tests::folder::Folder;

const FOO: &str = "\
| text | `string` | No | |
| texts | `string[]` | No | |
| number | `number` | Yes | |
| numbers | `number[]` | No | |
| flag | `boolean` | No | |
| json | `object` | No | |
| array | `Array` | No | |
| link | [`Bar`](bar-definition.md) | No | |
| day | `string` | No | Dates are represented as an ISO-8601 string. For example: yyyy-MM-dd |
| total | `number` | No | |
";

const BAR: &str = "| total | `string` | No | |\n";

/// The two definitions with overrides.
fn with(overrides: &str) -> Folder {
    let both = Folder::default().define("Bar", BAR).define("Foo", FOO);
    both.overrides(overrides)
}

/// One definition `Foo` with overrides.
fn foo(rows: &str, overrides: &str) -> Folder {
    Folder::default().define("Foo", rows).overrides(overrides)
}

/// Checks that the overrides have just the problems whose places are marked, each of its code.
#[track_caller]
fn check_all(codes: &[Code], marked: &str) {
    with(marked).check(codes);
}

#[track_caller]
fn check(code: Code, marked: &str) {
    check_all(&[code], marked);
}

/// Checks an entry on properties of `Foo`, together with an enum that is used.
#[track_caller]
fn check_entry(code: Code, marked: &str) {
    check(code, &with_enum(marked));
}

fn with_enum(entries: &str) -> String {
    format!(
        "[enums]\nWord = [\"a\", \"b\"]\n\n[definitions.Bar]\ntotal = \"Word\"\n\n[definitions.Foo]\n{entries}\n"
    )
}

#[track_caller]
fn accept(overrides: &str) {
    check_all(&[], overrides);
}

#[track_caller]
fn accept_entry(entry: &str) {
    accept(&with_enum(entry));
}

#[test]
fn no_overrides() {
    accept("");
    accept("# nothing yet\n\n[enums]\n[properties]\n[definitions.Foo]\n");
}

#[test]
fn syntax() {
    check(Code::OverridesSyntax, "[definitions.Foo]\ntotal = «i32»\n");
    check_all(
        &[Code::OverridesSyntax, Code::OverridesSyntax],
        "[definitions.Foo]\ntotal = «i32»\nnumber = «i64»\n[definitions.Gone]\na = \"i32\"\n",
    );
}

#[test]
fn a_key_that_stands_twice() {
    check(
        Code::ContradictoryOverrides,
        "[definitions.Foo]\ntotal = \"i32\"\n«total» = \"i64\"\n",
    );
    check(
        Code::ContradictoryOverrides,
        "[definitions.Foo]\ntotal = \"i32\"\n[definitions.«Foo»]\nnumber = \"i64\"\n",
    );
    check_entry(
        Code::ContradictoryOverrides,
        "total = { type = \"i32\", «type» = \"i64\" }",
    );
}

#[test]
fn the_form_of_the_file() {
    check(Code::MalformedOverride, "«Foo» = { total = \"i32\" }\n");
    check(
        Code::MalformedOverride,
        "[«definition».Foo]\ntotal = \"i32\"\n",
    );
    check(Code::MalformedOverride, "enums = «1»\n");
    check(
        Code::MalformedOverride,
        "definitions = { Foo = «\"i32\"» }\n",
    );
    check(Code::MalformedOverride, "required = «\"maybe\"»\n");
    check(Code::MalformedOverride, "required = «true»\n");
    check(Code::MalformedOverride, "required = «{ reason = \"a\" }»\n");
    accept("required = \"advisory\"\n");
}

#[test]
fn the_form_of_an_entry() {
    check_entry(Code::MalformedOverride, "total = «1»");
    check_entry(Code::MalformedOverride, "total = «[\"i32\"]»");
    check_entry(Code::MalformedOverride, "total = «\" \"»");
    check_entry(Code::MalformedOverride, "«total» = {}");
    check_entry(Code::MalformedOverride, "«total» = { reason = \"none\" }");
    check_entry(Code::MalformedOverride, "total = { «typ» = \"i32\" }");
    check_entry(Code::MalformedOverride, "total = { required = «\"yes\"» }");
    for deprecated in ["true", "false", "1", "\"true\"", "\"False\""] {
        check_entry(
            Code::MalformedOverride,
            &format!("total = {{ deprecated = «{deprecated}» }}"),
        );
    }
    check_entry(
        Code::MalformedOverride,
        "total = { type = \"i32\", reason = «1» }",
    );
    check_entry(
        Code::MalformedOverride,
        "total = { attributes = «\"doc(hidden)\"» }",
    );
    check_entry(Code::MalformedOverride, "total = { attributes = «[]» }");
    check(Code::MalformedOverride, "[models]\nFoo = «\"Bar\"»\n");
    check(Code::MalformedOverride, "[models]\n«Foo» = {}\n");
    check(
        Code::MalformedOverride,
        "[models]\nFoo = { «type» = \"i32\", rename = \"Baz\" }\n",
    );
}

/// An enum that an unreadable entry may use is not reported as unused.
#[test]
fn the_form_of_an_enum() {
    check(Code::MalformedOverride, "[enums]\nWord = «{}»\n");
    check(Code::MalformedOverride, "[enums]\nWord = «[]»\n");
    check(Code::MalformedOverride, "[enums]\nWord = [\"a\", «1»]\n");
    check(
        Code::MalformedOverride,
        "[enums.Word]\nvalues = [\"a\"]\n«value» = [\"b\"]\n",
    );
    check(
        Code::MalformedOverride,
        "[enums]\nWord = [\"a\"]\n[definitions.Foo]\ntext = «1»\n",
    );
}

#[test]
fn types_that_are_none() {
    check_entry(Code::UnknownOverrideType, "total = «\"int32\"»");
    check_entry(Code::UnknownOverrideType, "total = «\"map<i32\"»");
    check_entry(Code::UnknownOverrideType, "text = «\"Wrod\"»");
    check_entry(Code::UnknownOverrideType, "json = «\"map<Gone>\"»");
    check(
        Code::UnknownOverrideType,
        "[properties]\ntotal = «\"int32\"»\n",
    );
}

#[test]
fn names_of_nothing() {
    check(
        Code::UnknownOverrideDefinition,
        "[definitions.«Fo»]\ntotal = \"i32\"\n",
    );
    check(
        Code::UnknownOverrideDefinition,
        "[definitions.«foo»]\ntotal = \"i32\"\n",
    );
    check(
        Code::UnknownOverrideDefinition,
        "[models]\n«Gone» = { rename = \"Went\" }\n",
    );
    check_entry(Code::UnknownOverrideProperty, "«Total» = \"i32\"");
    check(
        Code::UnknownOverrideProperty,
        "[properties]\n«gone» = \"i32\"\n",
    );
    check(
        Code::UnknownOverrideProperty,
        "[properties]\n«Foo» = { type = \"i32\" }\n",
    );
}

#[test]
fn types_that_a_property_cannot_become() {
    for entry in [
        "text = «\"i32\"»",
        "text = «\"boolean\"»",
        "text = «\"date-time[]\"»",
        "texts = «\"Word\"»",
        "texts = «\"any\"»",
        "number = «\"Word\"»",
        "number = «\"string\"»",
        "numbers = «\"i32\"»",
        "flag = «\"i32\"»",
        "json = «\"string\"»",
        "json = «\"map<string>[]\"»",
        "array = «\"map<string>\"»",
        "link = «\"map<string>\"»",
    ] {
        check_entry(Code::OverrideMismatch, entry);
    }
    check(Code::OverrideMismatch, "[properties]\nflag = «\"i32\"»\n");
}

#[test]
fn types_that_a_property_can_become() {
    for entry in [
        "text = \"interval\"",
        "text = \"any\"",
        "texts = \"Word[]\"",
        "texts = \"any[]\"",
        "number = \"u64\"",
        "numbers = \"f64?[]\"",
        "json = \"map<Bar?[]?>\"",
        "flag = \"any\"",
        "json = \"map<map<Word[]>>\"",
        "json = \"Bar\"",
        "array = \"Bar[]\"",
        "array = \"any\"",
        "link = \"any\"",
        "link = \"Foo\"",
        "day = \"string\"",
        "day = \"Word\"",
        "day = \"date-time\"",
    ] {
        accept_entry(entry);
    }
}

#[test]
fn entries_that_change_nothing() {
    check_entry(Code::OverrideWithoutEffect, "text = «\"string\"»");
    check_entry(Code::OverrideWithoutEffect, "day = «\"date\"»");
    check_entry(Code::OverrideWithoutEffect, "json = «\"any\"»");
    check_entry(Code::OverrideWithoutEffect, "array = «\"any[]\"»");
    check_entry(Code::OverrideWithoutEffect, "link = «\"Bar\"»");
    check_entry(
        Code::OverrideWithoutEffect,
        "number = { required = «true» }",
    );
    check_entry(
        Code::OverrideWithoutEffect,
        "total = { required = «false» }",
    );
    check_entry(
        Code::OverrideWithoutEffect,
        "total = { rename = «\"total\"» }",
    );
    check(
        Code::OverrideWithoutEffect,
        "[models]\nFoo = { rename = «\"Foo\"» }\n",
    );
    check(
        Code::OverrideWithoutEffect,
        "[models]\nBar = { derives = [«\"Clone\"», \"Eq\"] }\n",
    );
    check(
        Code::OverrideWithoutEffect,
        "required = \"advisory\"\n[definitions.Foo]\nnumber = { required = «false» }\n",
    );
}

/// An entry for all properties of a name is judged by all of them, one for a single property by what
/// it is an exception to.
#[test]
fn entries_for_all_properties_of_a_name() {
    accept("[properties]\ntotal = \"i32\"\n");
    accept("[properties]\ntotal = \"any\"\n[definitions.Foo]\ntotal = \"i32\"\n");
    accept("[properties]\ntotal = \"i32\"\n[definitions.Bar]\ntotal = \"any\"\n");
    accept("[properties]\ntotal = \"any\"\n[definitions.Foo]\ntotal = \"number\"\n");
    check(
        Code::OverrideWithoutEffect,
        "[properties]\ntotal = \"i32\"\n[definitions.Foo]\ntotal = «\"i32\"»\n",
    );
    check(
        Code::OverrideWithoutEffect,
        "[properties]\ntotal = «\"i32\"»\n[definitions.Foo]\ntotal = \"i64\"\n",
    );
    check(
        Code::OverrideWithoutEffect,
        "[properties]\nnumber = «\"i32\"»\n[definitions.Foo]\nnumber = \"i64\"\n",
    );
    check(
        Code::OverrideWithoutEffect,
        "[properties]\nflag = { required = «false», deprecated = \"gone soon\" }\n",
    );
}

#[test]
fn names_of_the_authors_own() {
    check_entry(
        Code::InvalidOverrideName,
        "total = { rename = «\"theTotal\"» }",
    );
    check_entry(
        Code::InvalidOverrideName,
        "total = { rename = «\"extra\"» }",
    );
    check(
        Code::InvalidOverrideName,
        "[models]\nFoo = { rename = «\"foo\"» }\n",
    );
    check(
        Code::InvalidOverrideName,
        "[enums]\n«word» = [\"a\"]\n[definitions.Foo]\ntext = \"word\"\n",
    );
    check_entry(
        Code::InvalidOverrideName,
        "array = \"any\"\n[enums.«Array»]\nvalues = [\"a\"]",
    );
    check(
        Code::InvalidOverrideName,
        "[enums.Word]\nvalues = [\"a\"]\nnames = { a = «\"first\"» }\n[definitions.Foo]\ntext = \"Word\"\n",
    );
}

#[test]
fn names_that_are_taken() {
    check(
        Code::FieldCollision,
        "[definitions.Foo]\ntext = { rename = «\"total\"» }\n",
    );
    check(
        Code::FieldCollision,
        "[definitions.Foo]\ntotal = { rename = «\"text\"» }\n",
    );
    check(
        Code::FieldCollision,
        "[definitions.Foo]\ntext = { rename = \"same\" }\ntotal = { rename = «\"same\"» }\n",
    );
    check(
        Code::TypeCollision,
        "[models]\nFoo = { rename = «\"Bar\"» }\n",
    );
    check(
        Code::TypeCollision,
        "[models]\nBar = { rename = «\"Foo\"» }\n",
    );
    check(
        Code::TypeCollision,
        "[enums]\n«Bar» = [\"a\"]\n[definitions.Foo]\ntext = \"Bar\"\n",
    );
    check(
        Code::TypeCollision,
        "[enums]\nAppIDs = [\"a\"]\n«AppIds» = [\"a\"]\n[definitions.Foo]\ntext = \"AppIDs\"\nday = \"AppIds\"\n",
    );
    accept("[models]\nFoo = { rename = \"Bar\" }\nBar = { rename = \"Foo\" }\n");
}

#[test]
fn attributes_and_derives() {
    for attribute in [
        "#[doc(hidden)]",
        "doc(hidden)] struct Foo; #[doc(hidden)",
        "doc(hidden), doc(hidden)",
        "",
        "cfg(test)",
        "cfg_attr(all(), derive(Eq))",
        "std::prelude::v1::derive(Eq)",
        "derive(Eq)",
        "deprecated = \"a\"",
        "serde(skip)",
        "inline",
        "doc(inline)",
        "doc(alias = \"\")",
        "doc(alias = \"a\tb\")",
        "allow",
        "allow(1)",
        "non_exhaustive(a)",
        "test",
    ] {
        let code = if attribute.is_empty() {
            Code::MalformedOverride
        } else {
            Code::MalformedAttribute
        };
        check_entry(
            code,
            &format!("total = {{ attributes = [«'{attribute}'»] }}"),
        );
        check(
            code,
            &format!("[models]\nFoo = {{ attributes = [«'{attribute}'»] }}\n"),
        );
    }
    for derive in [
        "Eq, Hash",
        "Eq)] struct Foo; #[derive(Eq",
        "Foo<Bar>",
        "derive(Eq)",
    ] {
        check(
            Code::MalformedAttribute,
            &format!("[models]\nFoo = {{ derives = [«'{derive}'»] }}\n"),
        );
    }
    accept(
        "[models]\nFoo = { derives = [\"Eq\", \"some::Trait\"] }\nBar = { derives = [\"std::cmp::Eq\"] }\n",
    );
}

#[test]
fn enums() {
    let word = |values: &str| {
        format!("[definitions.Foo]\ntext = \"Word\"\n[enums.Word]\nvalues = {values}\n")
    };
    check(Code::UnusedEnum, "[enums]\n«Word» = [\"a\"]\n");
    check(Code::ContradictoryOverrides, &word("[\"a\", «\"a\"»]"));
    check(Code::ConstantCollision, &word("[\"a-b\", «\"A_B\"»]"));
    check(Code::ConstantCollision, &word("[\"EMPTY\", «\"\"»]"));
    check(Code::InvalidConstantName, &word("[«\"日本\"»]"));
    check(
        Code::ConstantCollision,
        &word("[\"a\", «\"b\"»]\nnames = { b = \"A\" }"),
    );
    check(
        Code::OverrideWithoutEffect,
        &word("[\"a\"]\nnames = { «b» = \"B\" }"),
    );
    check(
        Code::OverrideWithoutEffect,
        &word("[\"a\"]\nnames = { «a» = \"A\" }"),
    );
    accept(&word("[\"日本\"]\nnames = { \"日本\" = \"JAPAN\" }"));
}

#[test]
fn a_relaxed_property_breaks_a_circle_and_an_enforced_one_makes_it() {
    let cycle = "| foo | [`Foo`](foo-definition.md) | Yes | |\n";
    let marked = "| foo | «[`Foo`](foo-definition.md)» | Yes | |\n";
    foo(marked, "").check(&[Code::RequiredCycle]);
    for broken in [
        "[definitions.Foo]\nfoo = { required = false }\n",
        "[definitions.Foo]\nfoo = \"any\"\n",
        "required = \"advisory\"\n",
    ] {
        foo(cycle, broken).check(&[]);
    }
    let made = "required = \"advisory\"\n[definitions.Foo]\nfoo = { required = true }\n";
    foo(marked, made).check(&[Code::RequiredCycle]);
}

/// An import of a part of the definitions need not hold the rest.
#[test]
fn a_link_to_a_definition_that_is_not_there_can_become_any_json() {
    let gone = "| total | `number` | No | |\n| link | «[`Bar`](bar-definition.md)» | No | |\n";
    foo(gone, "[definitions.Foo]\ntotal = \"i32\"\n").check(&[Code::UnknownDefinition]);
    let any = "[definitions.Foo]\nlink = \"any\"\n";
    foo(&gone.replace(['«', '»'], ""), any).check(&[]);
}

#[test]
fn entries_on_a_broken_definition_stay_silent() {
    let overrides = "[definitions.Foo]\nlost = \"i32\"\n[properties]\ngone = \"i32\"\n[models]\nFoo = { rename = \"Baz\" }\n";
    let heading = Folder::default().with("foo-definition.md", "«# Foo»\n");
    heading
        .overrides(overrides)
        .check(&[Code::MalformedHeading]);
    foo("«| lost | `number` |»\n", overrides).check(&[Code::RowWidth]);
    foo(
        "| lost | «`strng`» | No | |\n",
        "[properties]\nlost = \"i32\"\n",
    )
    .check(&[Code::UnknownType]);
}

#[test]
fn help_names_the_nearest() {
    for (overrides, expected) in [
        (
            "[definitions.Fooo]\ntotal = \"i32\"\n",
            "did you mean `Foo`?",
        ),
        (
            "[definitions.Foo]\ntotla = \"i32\"\n",
            "did you mean `total`?",
        ),
        ("[properties]\nnumbr = \"i32\"\n", "did you mean `number`?"),
        (
            "[definitions.Foo]\ntext = \"date-tim\"\n",
            "did you mean `date-time`?",
        ),
        (
            "[definitions.Foo]\njson = \"map<Foo_>\"\n",
            "did you mean `Foo`?",
        ),
        ("[definitions.Foo]\ntotal = \"int64\"\n", "write `i64`"),
        (
            "[definitions.Foo]\ntotal = { type = \"i8\" }\n",
            "write `i32`",
        ),
        ("[definitions.Foo]\ntotal = \"f32\"\n", "write `f64`"),
        (
            "[definitions.Foo]\ntext = \"string?\"\n",
            "`?` is for items of lists and maps, `string?[]`; of a property say `required = false`",
        ),
        (
            "[definitions.Foo]\nnumbers = \"int64[]\"\n",
            "write `i64[]`",
        ),
        (
            "[definitions.Foo]\ntotal = \"decimal\"\n",
            "a `number` can become `i32`, `i64`, `u32`, `u64`, `f64`, or `any`",
        ),
        (
            "[definitions.Foo]\ntext = \"Colour\"\n",
            "list the words of `Colour` under `[enums]`: a `string` can become an enum, a class of \
             dates such as `date-time`, or `any`",
        ),
        (
            "[properties]\ntext = \"Colour\"\n",
            "list the words of `Colour` under `[enums]`: a `string` can become an enum, a class of \
             dates such as `date-time`, or `any`",
        ),
        (
            "[definitions.Foo]\ntotal = 32\n",
            "name a type, such as \"i32\"",
        ),
        (
            "[definitions.Foo]\ntext = [\"a\", \"b\"]\n",
            "list words under `[enums]`, and name the list here",
        ),
        (
            "[definitions.Foo]\nnumber = { required = \"no\" }\n",
            "write `true` or `false`, without quotation marks",
        ),
        (
            "[models]\nFoo = { derives = [\"Eq\"] }\n",
            "let `Bar` derive it as well, or remove it",
        ),
        (
            "[definitions.Foo]\ntotal = { deprecated = true }\n",
            "say what to use instead: deprecated = \"use `name`\"",
        ),
        (
            "[definitions.Foo]\ntotal = { deprecated = \"false\" }\n",
            "remove it: nothing is deprecated unless an entry says so",
        ),
        (
            "[definitions.Foo]\ntotal = { deprecated = false }\n",
            "remove it: nothing is deprecated unless an entry says so",
        ),
        (
            "[definitions.Foo]\ntext = \"Bar\"\n\n[properties]\ntext = \"Bar\"\n\n[enums]\nBar = [\"a\"]\n",
            "give the enum another name, such as `BarWord`, in `enums.Bar`, `properties.text`, \
             `definitions.Foo.text`",
        ),
        (
            "[Foo]\ntotal = \"i32\"\n",
            "properties of the definition `Foo` stand under `[definitions.Foo]`, and those of every \
             definition under `[properties]`",
        ),
    ] {
        let problems = with(overrides).problems();
        let help: Vec<_> = problems
            .iter()
            .map(|problem| problem.help.as_str())
            .collect();
        assert_eq!(help, [expected]);
    }
}

#[test]
fn an_entry_without_effect_is_reported_with_the_present_state() {
    for (overrides, expected) in [
        (
            "[definitions.Foo]\njson = \"any\"\n",
            "`json` of `Foo` is an `object`, which is any JSON already",
        ),
        (
            "[definitions.Foo]\ntext = \"string\"\n",
            "`text` of `Foo` is a `string` already",
        ),
        (
            "[definitions.Foo]\nday = \"date\"\n",
            "`day` of `Foo` is a date already, by its description",
        ),
        (
            "[definitions.Foo]\nnumber = { required = true }\n",
            "`number` of `Foo` is required already",
        ),
        (
            "required = \"advisory\"\n[definitions.Foo]\nnumber = { required = false }\n",
            "`number` of `Foo` is optional already, by the setting `required` of this file",
        ),
        (
            "[definitions.Foo]\ntotal = { rename = \"total\" }\n",
            "`total` of `Foo` has the field `total` already",
        ),
        (
            "[properties]\ntotal = \"any\"\n[definitions.Foo]\ntotal = \"any\"\n",
            "`[properties]` says the same of every `total`",
        ),
        (
            "[properties]\nflag = { required = false }\n",
            "every `flag` is optional already, or has an entry of its own",
        ),
    ] {
        let problems = with(overrides).problems();
        let messages: Vec<_> = problems.iter().map(|it| it.message.as_str()).collect();
        assert_eq!(messages, [expected]);
    }
}

#[test]
fn every_problem_is_found_in_one_run() {
    check_all(
        &[
            Code::UnusedEnum,
            Code::ConstantCollision,
            Code::UnknownOverrideProperty,
            Code::OverrideMismatch,
            Code::UnknownOverrideType,
            Code::UnknownOverrideDefinition,
        ],
        "[enums]\n«Word» = [\"a\", «\"A\"»]\n[definitions.Foo]\n«gone» = \"i32\"\ntext = «\"i32\"»\n\
         number = «\"int\"»\n[definitions.«Gone»]\na = \"i32\"\n",
    );
}

/// Checks the facts in effect on the properties called `total`, each with its reason.
#[track_caller]
fn check_effect(overrides: &str, expected: [(&str, Option<&str>); 2]) {
    let model = with(overrides).sound().model;
    let fields = model.structs.iter().flat_map(|item| &item.fields);
    let totals = fields.filter(|field| field.wire_name() == "total");
    let found: Vec<_> = totals
        .map(|field| {
            let facts: Vec<_> = field.overrides.iter().map(|it| it.text.as_str()).collect();
            (facts.join(", "), field.reason.as_deref())
        })
        .collect();
    assert_eq!(
        found,
        expected.map(|(facts, reason)| (facts.to_owned(), reason))
    );
}

/// An entry that passes a property over says nothing about it, and its reason is none there.
#[test]
fn reasons_come_from_the_entries_in_effect() {
    check_effect(
        "[properties]\ntotal = { type = \"i32\", reason = \"counted\" }\n",
        [("", None), ("i32", Some("counted"))],
    );
    check_effect(
        "[properties]\ntotal = { required = true, reason = \"all\" }\n\
         [definitions.Bar]\ntotal = { required = false, reason = \"one\" }\n",
        [
            ("required = false", Some("one")),
            ("required = true", Some("all")),
        ],
    );
    check_effect(
        "[properties]\ntotal = { type = \"i32\", deprecated = \"old\", reason = \"all\" }\n\
         [definitions.Foo]\ntotal = { rename = \"sum\", reason = \"one\" }\n",
        [
            ("deprecated = old", Some("all")),
            ("i32, deprecated = old, rename = sum", Some("one")),
        ],
    );
}

/// Rust that would not compile is not written.
#[test]
fn derives_that_a_model_cannot_have() {
    let model = |derives: &str| format!("[models]\nBar = {{ derives = [{derives}] }}\n");
    check(Code::OverrideWithoutEffect, &model("«\"Default\"»"));
    check(Code::OverrideWithoutEffect, &model("«\"Debug\"»"));
    check(Code::ContradictoryOverrides, &model("\"Eq\", «\"Eq\"»"));
    check(
        Code::ContradictoryOverrides,
        &model("\"std::cmp::Eq\", «\"Eq\"»"),
    );
    for never in ["Copy", "std::hash::Hash", "Ord", "PartialOrd"] {
        check(Code::OverrideMismatch, &model(&format!("«\"{never}\"»")));
    }
    accept(&model("\"Eq\", \"other::Hash\""));
    let foo = |derives: &str, entry: &str| {
        format!("[models]\nFoo = {{ derives = [{derives}] }}\n[definitions.Foo]\n{entry}\n")
    };
    check(Code::OverrideMismatch, &foo("«\"Eq\"»", ""));
    check(
        Code::OverrideMismatch,
        &foo("«\"Eq\"»", "link = \"any\"\nnumbers = \"f64[]\""),
    );
    accept(&foo("\"Eq\"", "link = \"any\""));
    check(Code::OverrideMismatch, &foo("«\"Default\"»", ""));
    let required = "number = \"i64\"\nlink = { required = true }";
    accept(&foo("\"Default\"", "number = \"i64\""));
    accept(&foo("\"Default\"", required));
}

#[test]
fn attributes_that_stand_twice() {
    check_entry(
        Code::ContradictoryOverrides,
        "total = { attributes = [\"doc(hidden)\", «\"doc(hidden)\"»] }",
    );
    check(
        Code::OverrideWithoutEffect,
        "[properties]\ntotal = { attributes = [\"doc(hidden)\"] }\n\
         [definitions.Foo]\ntotal = { attributes = [«\"doc(hidden)\"»] }\n",
    );
}

/// Checks if the one property of each of three definitions is required, with settings of `required`.
#[track_caller]
fn check_required(settings: &str, expected: [bool; 3]) {
    let folder = ["Call", "CallLeg", "Queue"].map(|name| (name, "| id | `string` | Yes | |\n"));
    let folder = folder
        .into_iter()
        .fold(Folder::default(), |folder, (name, rows)| {
            folder.define(name, rows)
        });
    let model = folder.overrides(settings).sound().model;
    let required = model.structs.iter().map(|item| item.fields[0].required);
    assert_eq!(required.collect::<Vec<_>>(), expected, "{settings}");
}

#[test]
fn the_closest_setting_says_how_required_counts() {
    check_required("required = \"advisory\"\n", [false, false, false]);
    check_required("[required]\nCall = \"advisory\"\n", [false, true, true]);
    check_required(
        "[required]\n\"Call*\" = \"advisory\"\n",
        [false, false, true],
    );
    // As many letters, and the pattern comes last by name.
    check_required(
        "[required]\nCall = \"binding\"\n\"Call*\" = \"advisory\"\n",
        [true, false, true],
    );
    let settings = "\"Call*\" = \"binding\"\n\"*\" = \"advisory\"\n\"*llLeg\" = \"advisory\"\n";
    check_required(&format!("[required]\n{settings}"), [true, false, false]);
    let settings =
        "CallLeg = { mode = \"advisory\", reason = \"partial\" }\n\"Call*\" = \"binding\"\n";
    check_required(
        &format!("[required]\n\"*\" = \"advisory\"\n{settings}"),
        [true, false, false],
    );
}

#[test]
fn settings_of_required_that_say_nothing() {
    accept("[required]\nFoo = \"advisory\"\n");
    check(Code::MalformedOverride, "[required]\nFoo = «\"maybe\"»\n");
    check(
        Code::UnknownOverrideDefinition,
        "[required]\n«\"Fo*o*o*o\"» = \"advisory\"\n",
    );
    check(
        Code::UnknownOverrideDefinition,
        "[required]\n«Fooo» = \"advisory\"\n",
    );
    check(
        Code::OverrideWithoutEffect,
        "[required]\n«Bar» = \"advisory\"\n",
    );
    check(
        Code::OverrideWithoutEffect,
        "[required]\n«Foo» = \"binding\"\n",
    );
    check(
        Code::OverrideWithoutEffect,
        "[required]\n«Foo» = \"advisory\"\n\"F*\" = \"advisory\"\n",
    );
    check(
        Code::OverrideWithoutEffect,
        "[required]\n«\"F*\"» = \"binding\"\nFoo = \"advisory\"\n",
    );
}

#[test]
fn an_attribute_is_one_that_rust_takes_there() {
    accept("[models]\nFoo = { attributes = [\"must_use\", \"doc(alias = \\\"foo bar\\\")\"] }\n");
    check_entry(
        Code::MalformedAttribute,
        "total = { attributes = [«\"must_use\"»] }",
    );
    // What a derive of another crate takes, that crate knows.
    accept(
        "[models]\nFoo = { derives = [\"schemars::JsonSchema\"], attributes = [\"schemars(inline)\"] }\n",
    );
}

/// A definition without properties is any JSON, which has no fields to add anything to.
#[test]
fn an_alias_can_be_renamed_and_deprecated_alone() {
    let folder = Folder::default()
        .define("Node", "")
        .define("Tree", "| node | [`Node`](node-definition.md) | No | |\n");
    let with = |entry: &str| {
        let folder = folder.clone();
        folder.overrides(format!("[models]\nNode = {{ {entry} }}\n"))
    };
    with("derives = [«\"Eq\"»]").check(&[Code::OverrideMismatch]);
    with("attributes = [«\"must_use\"»]").check(&[Code::OverrideMismatch]);
    let tree = with("rename = \"Anything\", deprecated = \"use `Tree`\"")
        .sound()
        .tree;
    let expected = "\
#[deprecated = \"use `Tree`\"]
pub type Anything = serde_json::Value;
";
    assert!(tree.files["src/models/anything.rs"].ends_with(expected));
    let tree = &tree.files["src/models/tree.rs"];
    assert!(
        tree.contains("pub node: Option<super::Anything>,"),
        "{tree}"
    );
}
