//! The documentation of a model names the models that it is part of.

use tests::folder::Folder;

/// Returns the documentation of a model that so many other models link to.
fn part_of(holders: usize) -> String {
    let mut folder =
        Folder::default().define("Leaf", "| leaf | [`Leaf`](leaf-definition.md) | No | |\n");
    for number in (0..holders).rev() {
        let rows = "| a | [`Leaf`](leaf-definition.md) | No | |\n| b | [`Leaf[]`](leaf-definition.md) | No | |\n";
        folder = folder.define(&format!("Holder{number}"), rows);
    }
    let tree = folder.sound().tree;
    let lines = tree.files["src/models/leaf.rs"].lines();
    lines
        .filter(|line| line.starts_with("/// Part of"))
        .collect()
}

#[test]
fn a_model_names_the_models_that_it_is_part_of_but_not_itself() {
    assert_eq!(part_of(0), "");
    assert_eq!(part_of(1), "/// Part of [`Holder0`](super::Holder0).");
    let two = "/// Part of [`Holder0`](super::Holder0), [`Holder1`](super::Holder1).";
    assert_eq!(part_of(2), two);
}

/// An update that adds one more leaves the file as it is.
#[test]
fn where_these_are_many_none_is_named() {
    assert!(part_of(8).contains("Holder7"));
    assert_eq!(part_of(9), "/// Part of more than 8 models.");
    assert_eq!(part_of(10), part_of(9));
}
