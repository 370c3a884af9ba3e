SELECT seq, at, who, what, why, people FROM audit ORDER BY seq
