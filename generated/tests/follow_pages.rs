//! The example of operations does what it says.

#[allow(dead_code, reason = "the test is another program's `main`")]
#[path = "../examples/follow_pages.rs"]
mod follow_pages;

#[test]
fn two_pages_are_followed_and_what_is_malformed_is_reported() {
    let mut reported = Vec::new();
    follow_pages::run(&mut |line| reported.push(line)).expect("the server answers");
    assert_eq!(
        reported,
        [
            "deviation: entities[0].mood: expected nothing (unknown to `Order`), found \"new\"",
            "deviation: entities[0]: expected an object (`Order`), found \"lost\"",
            "deviation: entities[1].total: expected a number, found \"4.50\"",
            "order A-17",
            "order A-18",
        ]
    );
}
