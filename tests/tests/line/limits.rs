//! Models that would not compile, or overflow a stack, are refused; and a box resolves what it can.

use generator::diagnostic::Code;
use tests::folder::Folder;

#[test]
fn types_may_be_sixteen_lists_in_each_other() {
    let lists = |count: usize| "[]".repeat(count);
    let rows = format!(
        "| a | `string{0}` | No | |\n| b | [`Foo{0}`](foo-definition.md) | No | |\n",
        lists(16)
    );
    Folder::default().define("Foo", &rows).sound();
    for count in [17, 1_000, 200_000] {
        let lists = lists(count);
        let rows = format!(
            "| a | «`Array{lists}`» | No | |\n| b | «[`Foo{lists}`](foo-definition.md)» | No | |\n\
             | c | `number[]` | No | |\n"
        );
        let overrides = format!("[definitions.Foo]\nc = «\"i64{lists}\"»\n");
        let folder = Folder::default().define("Foo", &rows).overrides(overrides);
        folder.check(&[Code::DeepType; 3]);
    }
}

/// Definitions of which each requires the next; each has `more` rows. The link of the definition
/// `at` is marked, if one is given.
fn chain(length: usize, more: &str, at: Option<usize>) -> Folder {
    let definition = |number: usize| {
        let next = number + 1;
        let link = format!("[`N{next}`](n{next}-definition.md)");
        let row = match at {
            _ if next == length => "| last | `boolean` | No | |\n".to_owned(),
            Some(at) if at == number => format!("| next | «{link}» | Yes | |\n"),
            _ => format!("| next | {link} | Yes | |\n"),
        };
        (format!("N{number}"), row + more)
    };
    let definitions = (0..length).map(definition);
    definitions.fold(Folder::default(), |folder, (name, rows)| {
        folder.define(&name, &rows)
    })
}

/// Checks that the link of the definition `at` is the one problem of a chain, and that the box that is
/// advised resolves it.
#[track_caller]
fn check_chain(code: Code, length: usize, more: &str, at: usize) {
    chain(length, more, Some(at)).check(&[code]);
    let plain = chain(length, more, None);
    let help: String = plain
        .problems()
        .iter()
        .map(|problem| problem.help.clone())
        .collect();
    let fix = format!("`next = {{ boxed = true }}` under `[definitions.N{at}]`");
    assert!(help.contains(&fix), "{help}");
    let overrides = format!("[definitions.N{at}]\nnext = {{ boxed = true }}\n");
    plain.overrides(overrides).sound();
}

#[test]
fn thirty_two_models_may_lie_in_each_other() {
    chain(32, "", None).sound();
    check_chain(Code::DeepModel, 33, "", 0);
    check_chain(Code::DeepModel, 35, "", 2);
    chain(65, "", None).problems();
    let messages = |length| -> String {
        let problems = chain(length, "", None).problems();
        problems.iter().map(|it| it.message.clone()).collect()
    };
    assert!(messages(33).ends_with("`N7` → 25 more"), "{}", messages(33));
}

#[test]
fn a_model_may_hold_sixteen_kibibytes_of_others() {
    // 64 texts of 24 bytes, and 8 for what is unknown: ten of them take 15,440 bytes.
    let wide: String = (0..64)
        .map(|at| format!("| p{at} | `string` | No | |\n"))
        .collect();
    chain(11, &wide, None).sound();
    check_chain(Code::LargeModel, 12, &wide, 0);
    check_chain(Code::LargeModel, 13, &wide, 1);
}

/// A number has no value left over for `None`: an optional one takes 16 bytes.
#[test]
fn optional_numbers_that_are_listed_count_in_full() {
    let holder = |count: usize| {
        let row = |at| format!("| p{at} | `number` | No | |\n");
        let entry = |at| format!("p{at} = \"Level\"\n");
        let link = "| next | [`Wide`](wide-definition.md) | Yes | |\n";
        let folder = Folder::default().define("Outer", link);
        let one_more = "| more | `number` | Yes | |\n";
        let rows: String = (0..count).map(row).collect();
        let folder = folder.define("Wide", &(rows + one_more));
        let entries: String = (0..count).map(entry).collect();
        folder.overrides(format!(
            "[enums]\nLevel = [1, 2]\n\n[definitions.Wide]\nmore = \"i64\"\n{entries}"
        ))
    };
    // With 8 for the required one and 8 for what is unknown, these are 16 KiB.
    holder(1_023).sound();
    let problems = holder(1_024).problems();
    let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::LargeModel]);
}

#[test]
fn a_model_may_have_four_thousand_properties() {
    let rows = |count: usize| -> String {
        let row = |at| format!("| p{at} | `string` | Yes | |\n");
        (0..count).map(row).collect()
    };
    Folder::default().define("Foo", &rows(4_096)).sound();
    let text = tests::folder::definition("«Foo»", &rows(4_097));
    Folder::default()
        .with("foo-definition.md", text)
        .check(&[Code::LargeModel]);
}

#[test]
fn a_box_is_for_a_required_link() {
    let rows = "| a | `string` | Yes | |\n| b | [`Foo`](foo-definition.md) | No | |\n\
                | c | [`Foo[]`](foo-definition.md) | Yes | |\n";
    let foo = Folder::default().define("Foo", rows);
    for (code, entry) in [
        (Code::OverrideMismatch, "a = { boxed = «true» }"),
        (Code::OverrideMismatch, "c = { boxed = «true» }"),
        (Code::OverrideWithoutEffect, "b = { boxed = «true» }"),
        (Code::MalformedOverride, "b = { boxed = «false» }"),
        (Code::MalformedOverride, "b = { boxed = «\"yes\"» }"),
    ] {
        let overrides = format!("[definitions.Foo]\n{entry}\n");
        foo.clone().overrides(overrides).check(&[code]);
    }
    let shared = "[properties]\na = { boxed = «true» }\n";
    foo.clone()
        .overrides(shared)
        .check(&[Code::OverrideMismatch]);
    let link = foo.define("Bar", "| a | [`Foo`](foo-definition.md) | Yes | |\n");
    link.overrides(shared.replace(['«', '»'], "")).sound();
}

/// A value of definitions that require each other never ends, whatever lies in boxes.
#[test]
fn a_box_ends_no_cycle() {
    let rows = "| a | «[`Foo`](foo-definition.md)» | Yes | |\n";
    let overrides = "[definitions.Foo]\na = { boxed = true }\n";
    let folder = Folder::default().define("Foo", rows).overrides(overrides);
    folder.check(&[Code::RequiredCycle]);
}
