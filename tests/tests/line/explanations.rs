//! The output of `cargo xtask explain` is correct.

use generator::diagnostic::Code;
use tests::examples::example;

/// Problems that no text can show, or none that anybody would read: two lie in the file system, one
/// would be a defect of the parser, and two take dozens of definitions.
const WITHOUT_EXAMPLE: [Code; 5] = [
    Code::UnreadableFile,
    Code::NotUtf8,
    Code::UnreadText,
    Code::DeepModel,
    Code::LargeModel,
];

#[test]
fn every_wrong_example_has_just_its_own_problem() {
    for &code in Code::ALL
        .iter()
        .filter(|code| !WITHOUT_EXAMPLE.contains(code))
    {
        let wrong = example(code.explanation(), "Wrong");
        let problems = wrong.generate().expect_err(code.name());
        let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, [code], "the wrong example of {}", code.name());
    }
}

#[test]
fn every_right_example_has_none() {
    for code in Code::ALL
        .iter()
        .filter(|code| !WITHOUT_EXAMPLE.contains(code))
    {
        let right = example(code.explanation(), "Right");
        assert_ne!(right.files, [], "{} has no right example", code.name());
        right.sound();
    }
}

#[test]
fn every_code_is_explained() {
    for code in Code::ALL {
        assert!(
            code.summary().ends_with('.'),
            "{} is not explained",
            code.name()
        );
    }
}
