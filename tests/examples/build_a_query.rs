//! Builds a query for yesterday's outbound voice conversations and prints the body to be posted to
//! `/api/v2/analytics/conversations/details/query`.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use goldens::cases::analytics::models::{
    ConversationQuery, FilterType, PagingSpec, SegmentDetailQueryClause, SegmentDetailQueryFilter,
    SegmentDetailQueryPredicate, SegmentDimension, SortOrder,
};
use goldens::with;

fn main() -> Result<(), serde_json::Error> {
    println!("{}", serde_json::to_string_pretty(&query())?);
    Ok(())
}

/// All outbound voice conversations of a day, the latest first, that went to one of two queues.
pub(crate) fn query() -> ConversationQuery {
    let is = |dimension: SegmentDimension, value: &str| {
        let predicate = SegmentDetailQueryPredicate::default();
        with!(predicate, dimension: dimension, value: value)
    };
    let queue = |id| is(SegmentDimension::QUEUE_ID, id);
    let queues = SegmentDetailQueryClause::new(vec![queue("sales"), queue("help")], FilterType::OR);
    let filter = with!(
        SegmentDetailQueryFilter::new(FilterType::AND),
        predicates: [is(SegmentDimension::MEDIA_TYPE, "voice"), is(SegmentDimension::DIRECTION, "outbound")],
        clauses: [queues],
    );
    with!(
        ConversationQuery::new("2025-09-01T00:00:00.000Z/2025-09-02T00:00:00.000Z".into()),
        order: SortOrder::DESC,
        paging: PagingSpec::new(1, 100),
        segment_filters: [filter],
    )
}
