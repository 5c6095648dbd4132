//! Lays attributes out as rustfmt does, which the overrides can make of any length.
//!
//! rustfmt knows attributes that are paths, literals and lists of these; others it leaves alone, and
//! so it does where a line would be too long however it is broken.

use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;

use super::{INDENT, WIDTH, fits};

/// The longest list of several items that rustfmt leaves on one line: `attr_fn_like_width`.
const LIST: usize = 70;

/// The longest list of derives that does.
const DERIVES: usize = WIDTH - 15;

/// An attribute that is one line, in as many lines as rustfmt gives it.
pub(super) fn laid_out(indent: &str, code: &str) -> String {
    let inner = code
        .strip_prefix("#[")
        .and_then(|code| code.strip_suffix(']'));
    let item = inner.and_then(|inner| Item::parse.parse_str(inner).ok());
    match item {
        Some(Item::List(path, items)) if path == "derive" => derives(indent, &items),
        Some(item) => broken(indent, "#[", &item, "]", usize::from(!indent.is_empty()))
            .unwrap_or_else(|| format!("{indent}#[{}]", item.flat())),
        None => format!("{indent}{code}"),
    }
}

/// What rustfmt knows in an attribute.
enum Item {
    /// A path.
    Path(String),
    /// A literal or `path = literal`, which may be of any length.
    Value(String),
    /// `path(items)`
    List(String, Vec<Self>),
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(syn::Lit) {
            return Ok(Self::Value(literal(input)?));
        }
        let path = path(&syn::Path::parse_mod_style(input)?);
        if input.peek(syn::Token![=]) {
            input.parse::<syn::Token![=]>()?;
            return Ok(Self::Value(format!("{path} = {}", literal(input)?)));
        }
        if !input.peek(syn::token::Paren) {
            return Ok(Self::Path(path));
        }
        let inner;
        syn::parenthesized!(inner in input);
        let items = Punctuated::<Self, syn::Token![,]>::parse_terminated(&inner)?;
        Ok(Self::List(path, items.into_iter().collect()))
    }
}

fn literal(input: ParseStream<'_>) -> syn::Result<String> {
    let literal: syn::Lit = input.parse()?;
    Ok(quote::quote!(#literal).to_string())
}

fn path(path: &syn::Path) -> String {
    let leading = if path.leading_colon.is_some() {
        "::"
    } else {
        ""
    };
    let segments = path.segments.iter();
    let segments: Vec<_> = segments.map(|segment| segment.ident.to_string()).collect();
    format!("{leading}{}", segments.join("::"))
}

impl Item {
    /// The item on one line; `None` where rustfmt breaks it whatever stands around it.
    fn line(&self) -> Option<String> {
        Some(match self {
            Self::Path(text) | Self::Value(text) => text.clone(),
            Self::List(path, items) => {
                let inner = items.iter().map(Self::line);
                let inner = inner.collect::<Option<Vec<_>>>()?.join(", ");
                if items.len() > 1 && inner.chars().count() > LIST {
                    return None;
                }
                format!("{path}({inner})")
            }
        })
    }

    /// How many lists lie in each other.
    fn depth(&self) -> usize {
        match self {
            Self::Path(_) | Self::Value(_) => 0,
            Self::List(_, items) => 1 + items.iter().map(Self::depth).max().unwrap_or_default(),
        }
    }

    /// The item on one line of whatever length.
    fn flat(&self) -> String {
        match self {
            Self::Path(text) | Self::Value(text) => text.clone(),
            Self::List(path, items) => {
                let items: Vec<_> = items.iter().map(Self::flat).collect();
                format!("{path}({})", items.join(", "))
            }
        }
    }
}

/// All derives on one line, on one of their own, or each on one.
fn derives(indent: &str, items: &[Item]) -> String {
    let items: Vec<_> = items.iter().map(Item::flat).collect();
    let line = items.join(", ");
    let length = indent.len() + line.chars().count();
    if length <= DERIVES {
        return format!("{indent}#[derive({line})]");
    }
    let deeper = format!("{indent}{INDENT}");
    let inner = if fits(&deeper, &format!("{line},")) {
        line
    } else {
        items.join(&format!(",\n{deeper}"))
    };
    format!("{indent}#[derive(\n{deeper}{inner},\n{indent})]")
}

/// An item between `before` and `after`: on one line where it fits, else with what it lists below. A
/// list that is all another lists is broken in its place. `None` where rustfmt gives up. rustfmt keeps
/// `kept` columns free on the first line: one for the comma behind a field, and one for each list in
/// which this is the only item.
fn broken(indent: &str, before: &str, item: &Item, after: &str, kept: usize) -> Option<String> {
    let fits = |line: &str| {
        let kept = kept + item.depth().saturating_sub(1);
        fits(indent, &format!("{line}{}", " ".repeat(kept)))
    };
    let line = item.line().map(|line| format!("{before}{line}{after}"));
    match (line, item) {
        (Some(line), Item::Value(_)) => Some(format!("{indent}{line}")),
        (Some(line), _) if fits(&line) => Some(format!("{indent}{line}")),
        (_, Item::List(path, items)) => {
            let (before, after) = (format!("{before}{path}("), format!("){after}"));
            if let [only @ Item::List(..)] = items.as_slice() {
                return broken(indent, &before, only, &after, kept + 1);
            }
            let deeper = format!("{indent}{INDENT}");
            let last = items.len().checked_sub(1)?;
            let lines = items.iter().enumerate().map(|(at, item)| {
                let comma = if at == last { "" } else { "," };
                // rustfmt keeps room for a comma whether there is one or not.
                let line = broken(&deeper, "", item, ",", 0)?;
                Some(format!("{}{comma}", line.strip_suffix(',')?))
            });
            let lines = lines.collect::<Option<Vec<_>>>()?.join("\n");
            Some(format!("{indent}{before}\n{lines}\n{indent}{after}"))
        }
        _ => None,
    }
}
