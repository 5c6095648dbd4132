//! Builds a query for yesterday's outbound voice conversations and prints the body to be posted to
//! `/api/v2/analytics/conversations/details/query`.

#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use goldens::cases::analytics::models::{
    ConversationQuery, FilterType, PagingSpec, SegmentDetailQueryFilter,
    SegmentDetailQueryPredicate, SegmentDimension, SortOrder,
};

fn main() -> Result<(), serde_json::Error> {
    let mut query =
        ConversationQuery::new("2025-09-01T00:00:00.000Z/2025-09-02T00:00:00.000Z".into());
    query.order = Some(SortOrder::DESC);
    query.paging = Some(Box::new(PagingSpec::new(1, 100)));
    query.segment_filters = Some(vec![all_of(vec![
        equals(SegmentDimension::MEDIA_TYPE, "voice"),
        equals(SegmentDimension::DIRECTION, "outbound"),
    ])]);

    println!("{}", serde_json::to_string_pretty(&query)?);
    Ok(())
}

/// A filter that lets pass what every predicate lets pass.
fn all_of(predicates: Vec<SegmentDetailQueryPredicate>) -> SegmentDetailQueryFilter {
    let mut filter = SegmentDetailQueryFilter::new(FilterType::AND);
    filter.predicates = Some(predicates);
    filter
}

fn equals(dimension: SegmentDimension, value: &str) -> SegmentDetailQueryPredicate {
    SegmentDetailQueryPredicate {
        dimension: Some(dimension),
        value: Some(value.to_owned()),
        ..SegmentDetailQueryPredicate::default()
    }
}
