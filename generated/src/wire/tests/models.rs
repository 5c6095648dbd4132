//! Models in the form in which the generator writes them.

/// A page of results.
#[derive(Clone, PartialEq)]
pub(super) struct PagingSpec {
    /// The page.
    pub(super) page_number: i32,
    /// The number on a page.
    pub(super) page_size: serde_json::Number,
    /// The unknown properties.
    pub(super) extra: crate::wire::Extra,
}

impl PagingSpec {
    pub(super) fn new(page_number: i32, page_size: serde_json::Number) -> Self {
        Self {
            page_number,
            page_size,
            ..crate::wire::Model::blank()
        }
    }
}

crate::wire! {
    PagingSpec {
        page_number: "pageNumber" required,
        page_size: "pageSize" required,
    }
}

#[derive(Clone, PartialEq)]
pub(super) struct Everything {
    pub(super) attributes: Option<std::collections::BTreeMap<String, String>>,
    pub(super) child: Option<Box<Everything>>,
    pub(super) children: Option<Vec<Everything>>,
    pub(super) direction: Option<Direction>,
    pub(super) directions: Option<Vec<Direction>>,
    pub(super) flag: Option<bool>,
    pub(super) free: Option<serde_json::Value>,
    pub(super) gaps: Option<Vec<Option<String>>>,
    pub(super) grid: Option<Vec<Vec<serde_json::Value>>>,
    pub(super) name: Option<String>,
    pub(super) numbers: Option<Vec<serde_json::Number>>,
    pub(super) optional: Option<std::collections::BTreeMap<String, Option<String>>>,
    pub(super) pages: Option<std::collections::BTreeMap<String, Vec<PagingSpec>>>,
    pub(super) paging: Option<Box<PagingSpec>>,
    pub(super) ratio: Option<f64>,
    pub(super) ratios: Option<std::collections::BTreeMap<String, Vec<f64>>>,
    pub(super) score: Option<f64>,
    pub(super) self_: Option<u64>,
    pub(super) small: Option<u32>,
    pub(super) steps: Option<Vec<i32>>,
    pub(super) tags: Option<Vec<String>>,
    pub(super) r#type: Option<serde_json::Number>,
    pub(super) wait: Option<i64>,
    pub(super) when: Option<crate::dates::DateTime>,
    pub(super) extra: crate::wire::Extra,
}

crate::wire! {
    Everything: Default {
        attributes: "attributes",
        child: "child",
        children: "children",
        direction: "direction",
        directions: "directions",
        flag: "flag",
        free: "free",
        gaps: "gaps",
        grid: "grid",
        name: "name",
        numbers: "numbers",
        optional: "optional",
        pages: "pages",
        paging: "paging",
        ratio: "ratio",
        ratios: "ratios",
        score: "score",
        self_: "self",
        small: "small",
        steps: "steps",
        tags: "tags",
        r#type: "type",
        wait: "wait",
        when: "when",
    }
}

/// Every property required.
#[derive(Clone, PartialEq)]
pub(super) struct Strict {
    pub(super) direction: Direction,
    pub(super) flag: bool,
    pub(super) free: serde_json::Value,
    pub(super) name: String,
    pub(super) paging: PagingSpec,
    pub(super) ratio: f64,
    pub(super) tags: Vec<String>,
    pub(super) when: crate::dates::DateTime,
    pub(super) extra: crate::wire::Extra,
}

crate::wire! {
    Strict {
        direction: "direction" required,
        flag: "flag" required,
        free: "free" required,
        name: "name" required,
        paging: "paging" required,
        ratio: "ratio" required,
        tags: "tags" required,
        when: "when" required,
    }
}

/// Required properties of the kinds that can be empty.
#[derive(Clone, PartialEq)]
pub(super) struct Inner {
    pub(super) list: Vec<i32>,
    pub(super) map: std::collections::BTreeMap<String, i32>,
    pub(super) paging: PagingSpec,
    pub(super) text: String,
    pub(super) extra: crate::wire::Extra,
}

crate::wire! {
    Inner {
        list: "list" required,
        map: "map" required,
        paging: "paging" required,
        text: "text" required,
    }
}

#[derive(Clone, PartialEq)]
pub(super) struct Outer {
    pub(super) inner: Inner,
    pub(super) extra: crate::wire::Extra,
}

crate::wire! {
    Outer {
        inner: "inner" required,
    }
}

crate::open_enum! {
    /// The way.
    Direction {
        INBOUND = "inbound",
        OUTBOUND = "outbound",
    }
}

/// Lists one value of [`Direction`].
pub(super) mod turn {
    crate::open_enum! {
        /// The turn.
        Turn {
            OUTBOUND = "outbound",
        }
    }
}

/// Enums have a file each.
pub(super) mod blank {
    crate::open_enum! {
        /// An enum that lists the empty text.
        Blank {
            _EMPTY = "",
            FULL = "full",
        }
    }
}
pub(super) use blank::Blank;

/// The same of integers.
pub(super) mod level {
    crate::open_enum! {
        /// The distance.
        Level: i64 {
            MINUS_1 = -1,
            _23 = 23,
        }
    }
}

/// Definitions may be called anything, and their files are modules of their own.
macro_rules! named {
    ($($module:ident $name:ident,)*) => {
        $(mod $module {
            #[derive(Clone, PartialEq)]
            pub(crate) struct $name {
                pub(crate) a: ::core::option::Option<::std::string::String>,
                pub(crate) b: ::core::option::Option<::std::boxed::Box<$name>>,
                pub(crate) c: ::core::option::Option<::std::vec::Vec<$name>>,
                pub(crate) d: ::std::string::String,
                pub(crate) extra: crate::wire::Extra,
            }
            crate::wire! {
                $name {
                    a: "a",
                    b: "b",
                    c: "c",
                    d: "d" required,
                }
            }
        })*

        pub(super) fn check_all_names() {
            $(super::check::<$module::$name>(r#"{"a":"x","b":{"d":""},"c":[{"d":""}],"d":"","e":1}"#);)*
        }
    };
}

named! {
    a Option, b String, c Vec, d Box, e Default, f Result, g Model, h Extra, i Number, j Value, k Duration, l Clone,
    m PartialEq, n Item, o Sink, p Some, q None, r Ok, s Err, t Shape, u Property, v Fill, w Field, x Serialize,
}

/// No property at all.
#[derive(Clone, PartialEq)]
pub(super) struct Empty {
    pub(super) extra: crate::wire::Extra,
}

crate::wire! {
    Empty: Default {}
}
