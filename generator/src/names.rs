//! Makes Rust names of the API's names. The only file that decides them.
//!
//! A name goes in, an identifier comes out, or nothing where no ASCII letter or digit is left to
//! make one of. Identifiers are ASCII: what else a name holds separates words.

mod constants;
mod words;

pub(crate) use constants::{constant, is_constant};

use heck::{ToSnakeCase, ToUpperCamelCase};
use words::{lead_with_letter, whole_words};

/// Names of fields that every model has, so that no property may take them.
const OWN_FIELDS: [&str; 1] = ["extra"];

/// Keywords that not even `r#` makes identifiers of.
const NEVER_RAW: [&str; 4] = ["self", "Self", "super", "crate"];

/// Strict and reserved keywords of every edition up to 2024, sorted.
const KEYWORDS: [&str; 49] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized",
    "use", "virtual", "where", "while", "yield",
];

/// File names, without their ending, that a folder of models cannot hold: Rust's own, that of the
/// folder, which clippy takes for a mistake, and those that Windows gives to devices.
const TAKEN_FILES: [&str; 25] = [
    "mod", "lib", "models", "aux", "con", "nul", "prn", "com1", "com2", "com3", "com4", "com5",
    "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8",
    "lpt9",
];

/// The field for a property: snake case with whole acronyms, `r#` before a keyword.
///
/// `userIDs` becomes `user_ids`, `type` becomes `r#type`, `self` becomes `self_`, and `0`, which would
/// mean nothing as an argument, `n_0`.
pub(crate) fn field(property: &str) -> Option<String> {
    let mut name = snake(property)?;
    if name
        .chars()
        .all(|letter| letter == '_' || letter.is_ascii_digit())
    {
        name.insert(0, 'n');
    }
    Some(if OWN_FIELDS.contains(&name.as_str()) {
        name + "_"
    } else {
        escape(name)
    })
}

/// The type for a definition: its name, verbatim where Rust's conventions allow, else in upper camel
/// case.
pub(crate) fn type_name(definition: &str) -> Option<String> {
    let conventional = definition.starts_with(|first: char| first.is_ascii_uppercase())
        && definition
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric());
    let name = if conventional {
        definition.to_owned()
    } else {
        whole_words(definition).to_upper_camel_case()
    };
    Some(escape(lead_with_letter(name)?))
}

/// The file, without its ending, that holds a type.
pub(crate) fn file_stem(type_name: &str) -> Option<String> {
    let name = snake(type_name)?;
    // A type without a letter of its own case would have the name of its module.
    let taken = TAKEN_FILES.contains(&name.as_str())
        || NEVER_RAW.contains(&name.as_str())
        || name == type_name;
    Some(if taken { name + "_" } else { name })
}

/// The field that an author calls `name`, if that is how Rust would write it: a name is taken to the
/// letter or not at all, so that it can be searched for.
pub(crate) fn field_as_named(name: &str) -> Option<String> {
    let ident = field(name)?;
    if ident == name || ident.strip_prefix("r#") == Some(name) {
        return Some(ident);
    }
    // `type_`, by those who do not like `r#type`.
    let keyword = name.strip_suffix('_')?;
    (ident.strip_prefix("r#") == Some(keyword)).then(|| name.to_owned())
}

/// `true` if `name`, chosen by an author for a type, is in Rust's spelling.
pub(crate) fn is_type_name(name: &str) -> bool {
    type_name(name).as_deref() == Some(name)
}

/// The identifier for a module whose file has the name `stem`.
pub(crate) fn module(stem: &str) -> String {
    escape(stem.to_owned())
}

/// The words of a name, in lower case.
pub(crate) fn words(name: &str) -> Vec<String> {
    let snake = whole_words(name).to_snake_case();
    snake.split('_').map(str::to_owned).collect()
}

fn snake(name: &str) -> Option<String> {
    lead_with_letter(whole_words(name).to_snake_case())
}

fn escape(name: String) -> String {
    if NEVER_RAW.contains(&name.as_str()) {
        name + "_"
    } else if KEYWORDS.binary_search(&name.as_str()).is_ok() {
        format!("r#{name}")
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(made: impl Fn(&str) -> Option<String>, cases: &[(&str, &str)]) {
        for &(name, expected) in cases {
            assert_eq!(made(name).as_deref(), Some(expected), "for {name}");
        }
    }

    #[test]
    fn fields_are_snake_case() {
        check(
            field,
            &[
                ("conversationId", "conversation_id"),
                ("oTotalScore", "o_total_score"),
                ("nNextContactAvoided", "n_next_contact_avoided"),
                ("q850ResponseCodes", "q850_response_codes"),
                (
                    "mediaStatsMinConversationRFactor",
                    "media_stats_min_conversation_r_factor",
                ),
                ("usersOnANonCampaignCall", "users_on_a_non_campaign_call"),
                ("service-area", "service_area"),
                ("$schema", "schema"),
                ("v1-http", "v1_http"),
                ("A1", "a1"),
                (
                    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
                    "urn_ietf_params_scim_schemas_extension_enterprise_2_0_user",
                ),
            ],
        );
    }

    #[test]
    fn acronyms_stay_whole() {
        check(
            field,
            &[
                ("userIDs", "user_ids"),
                ("resourceURIs", "resource_uris"),
                ("IDsOfUsers", "ids_of_users"),
                ("eventTTLSeconds", "event_ttl_seconds"),
                ("issuerURI", "issuer_uri"),
                ("HTTPServer", "http_server"),
                ("vendorOAuthClientIds", "vendor_oauth_client_ids"),
                (
                    "inheritPhoneTrunkBasesIPv4",
                    "inherit_phone_trunk_bases_ipv4",
                ),
                ("usesAXis", "uses_a_xis"),
            ],
        );
    }

    #[test]
    fn keywords_and_own_fields_get_out_of_the_way() {
        check(
            field,
            &[
                ("type", "r#type"),
                ("_type", "r#type"),
                ("$ref", "r#ref"),
                ("match", "r#match"),
                ("gen", "r#gen"),
                ("self", "self_"),
                ("extra", "extra_"),
                ("default", "default"),
                ("0", "n_0"),
                ("3DS", "_3ds"),
            ],
        );
    }

    #[test]
    fn types_are_verbatim_where_rust_allows() {
        check(
            type_name,
            &[
                ("AnalyticsSession", "AnalyticsSession"),
                ("OAuthClient", "OAuthClient"),
                ("Number", "Number"),
                ("Foo_Bar", "FooBar"),
                ("fooBar", "FooBar"),
                ("3D-Model", "_3dModel"),
                ("Self", "Self_"),
            ],
        );
    }

    #[test]
    fn a_name_of_the_authors_own_is_taken_to_the_letter_or_not_at_all() {
        check(
            field_as_named,
            &[
                ("foo_id", "foo_id"),
                ("type", "r#type"),
                ("type_", "type_"),
                ("self_", "self_"),
                ("_3ds", "_3ds"),
            ],
        );
        for name in ["fooId", "foo-id", "extra", "self", "a__b", "foo_", "", "é"] {
            assert_eq!(field_as_named(name), None, "{name}");
        }
        assert!(is_type_name("Direction"));
        for name in ["direction", "Foo_Bar", "Foo Bar", "Self", ""] {
            assert!(!is_type_name(name), "{name}");
        }
    }

    #[test]
    fn files_dodge_what_rust_and_windows_reserve() {
        check(
            file_stem,
            &[
                ("AnalyticsSession", "analytics_session"),
                ("OAuthClient", "oauth_client"),
                ("Mod", "mod_"),
                ("Models", "models_"),
                ("Con", "con_"),
                ("Super", "super_"),
                ("_3d", "_3d_"),
                ("Type", "type"),
            ],
        );
        assert_eq!(module("type"), "r#type");
    }

    #[test]
    fn a_name_without_letters_or_digits_makes_no_identifier() {
        assert_eq!(field("***"), None);
        assert_eq!(type_name("日本"), None);
    }

    #[test]
    fn every_keyword_that_syn_knows_is_escaped() {
        for keyword in KEYWORDS {
            let escaped = escape(keyword.to_owned());
            assert!(
                syn::parse_str::<syn::Ident>(&escaped).is_ok(),
                "{escaped} is not an identifier"
            );
        }
    }
}
