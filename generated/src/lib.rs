//! Rust models of the Genesys Cloud Platform API, generated from its Markdown definitions.
//!
//! One model for each definition, at the root of the crate. [`wire`] is what they have in
//! common, [`dates`] holds the types of dates and times.
//!
//! # Read, change one property, write back
//!
//! Nothing but that property changes: what the definitions do not know is kept, and so is
//! the form of every number and date.
//!
//! ```
//! use generated::ConversationQuery;
//!
//! let received = r#"{"interval":"2024-01-01T00:00Z/P1D","paging":{"pageNumber":1,"pageSize":25},"new":null}"#;
//! let mut query: ConversationQuery = serde_json::from_str(received)?;
//! if let Some(paging) = &mut query.paging {
//!     paging.page_number = 2.into();
//! }
//! let sent = serde_json::to_string(&query)?;
//! assert_eq!(sent, received.replace("\"pageNumber\":1", "\"pageNumber\":2"));
//! # Ok::<(), serde_json::Error>(())
//! ```

pub mod dates;
#[rustfmt::skip]
mod models;
pub mod wire;

pub use models::*;

#[allow(unused_imports, reason = "the overrides may ask for no open enum")]
pub(crate) use wire::{open_enum, wire};
