//! What the compiler says to handlers that cannot work.

#[test]
fn a_handler_that_cannot_be_served_is_an_error_on_its_own_parameter() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
