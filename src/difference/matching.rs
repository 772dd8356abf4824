//! Matches the parts of two texts in order.

/// The pairs of parts, in order, with the highest total similarity. `alike` has a row for each part of the first text, and
/// in it the similarity to each part of the second; 0 if they must not be paired.
pub(super) fn best_pairs(alike: &[Vec<f32>]) -> Vec<(usize, usize)> {
    let (rows, columns) = (alike.len(), alike.first().map_or(0, Vec::len));
    let mut best = vec![vec![0.0_f32; columns + 1]; rows + 1];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            let paired = if alike[i][j] > 0.0 { alike[i][j] + best[i + 1][j + 1] } else { 0.0 };
            best[i][j] = paired.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let mut found = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < rows && j < columns {
        if alike[i][j] > 0.0 && best[i][j] <= alike[i][j] + best[i + 1][j + 1] {
            found.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[i + 1][j] >= best[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}
