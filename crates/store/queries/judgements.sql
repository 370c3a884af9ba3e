SELECT seq, at, a_kind, a, b_kind, b, verdict, who, why FROM judgements ORDER BY seq
