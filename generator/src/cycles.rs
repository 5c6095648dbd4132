//! Finds cycles: edges between numbered nodes go in, what lies on common cycles comes out.

/// Every node, behind those that its edges lead to where no cycle leads back. Without recursion: a
/// chain may be as long as there are definitions.
pub(crate) fn inner_first(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(edges.len());
    let mut seen = vec![false; edges.len()];
    for root in 0..edges.len() {
        let mut stack = vec![(root, 0)];
        while let Some((node, next)) = stack.pop() {
            if next == 0 && std::mem::replace(&mut seen[node], true) {
                continue;
            }
            match edges[node].get(next) {
                Some(&to) => {
                    stack.push((node, next + 1));
                    if !seen[to] {
                        stack.push((to, 0));
                    }
                }
                None => order.push(node),
            }
        }
    }
    order
}

/// Returns for each node the representative of all nodes that lie on common cycles with it, by Kosaraju's
/// algorithm.
pub(crate) fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut back = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        targets.iter().for_each(|&to| back[to].push(from));
    }
    let mut cycle: Vec<Option<usize>> = vec![None; edges.len()];
    for root in inner_first(edges).into_iter().rev() {
        let mut stack = vec![root];
        while let Some(node) = stack.pop() {
            if cycle[node].is_none() {
                cycle[node] = Some(root);
                stack.extend(&back[node]);
            }
        }
    }
    let cycles = cycle.into_iter().enumerate();
    cycles.map(|(node, root)| root.unwrap_or(node)).collect()
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn nodes_on_a_cycle_share_their_number() {
        // 0 → 1 → 2 → 1, 2 → 3, 4 → 4
        let found = components(&[vec![1], vec![2], vec![1, 3], vec![], vec![4]]);
        assert_eq!(found[1], found[2]);
        let mut distinct = found;
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), 4);
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let chain: Vec<_> = (0..20_000).map(|at| vec![(at + 1) % 20_000]).collect();
        let found = components(&chain);
        assert!(found.iter().all(|cycle| *cycle == found[0]));
    }
}
