use std::error::Error;

use generated::example::Order;
use generated::example::operations::GetOrders;
use generated::http::{Base, Exchange, Token};

pub fn all_orders(base: &Base, token: &Token) -> Result<Vec<Order>, Box<dyn Error>> {
    let config = ureq::Agent::config_builder().http_status_as_error(false);
    let agent = config.build().new_agent();
    let mut orders = Vec::new();
    let mut next = Some(token.authorize(GetOrders::new().request(base)?));
    while let Some(request) = next {
        let (parts, mut body) = agent.run(request.clone())?.into_parts();
        let response = http::Response::from_parts(parts, body.read_to_vec()?);
        let (page, deviations) = GetOrders::decode(&response)?.into_parts();
        deviations.iter().for_each(|it| eprintln!("{it}"));
        orders.extend(page.entities.into_iter().flatten());
        next = GetOrders::next(base, &request, &response)?;
    }
    Ok(orders)
}
