//! The suite: each test is written against [`Database`] and runs on every database.

use bongsu_store::Store;

pub(crate) mod aborted;
pub(crate) mod cases;
pub(crate) mod imports;
pub(crate) mod judgements;
pub(crate) mod records;
pub(crate) mod runs;
pub(crate) mod vault;

/// A database of one test, removed with it.
pub(crate) trait Database: Sized {
    /// A new, empty database.
    async fn create() -> Self;
    /// Another store on the same database.
    async fn open(&self) -> Store;
    /// Runs SQL past the store.
    async fn raw(&self, sql: &'static str) -> Result<(), String>;
    /// A new database and a store on it.
    async fn with_store() -> (Self, Store) {
        let database = Self::create().await;
        let store = database.open().await;
        (database, store)
    }
}

/// Every test of the suite on one database.
macro_rules! store_test_suite {
    ($database:ident) => {
        store_test_suite!($database:
            records::a_source_is_added_once_and_keeps_its_terms,
            records::a_source_without_terms_is_refused,
            records::meta_is_set_and_changed,
            records::table_counts_name_every_table,
            records::korean_text_reads_back,
            records::readers_see_the_state_before_a_write_until_it_ends,
            imports::an_import_reads_back_whole,
            imports::counts_that_do_not_add_up_are_refused,
            imports::the_schema_itself_refuses_counts_that_do_not_add_up,
            imports::more_rejects_than_rejected_rows_are_refused,
            imports::the_same_bytes_are_imported_once,
            imports::another_reading_of_the_same_bytes_takes_the_place_of_the_first,
            imports::an_unknown_source_is_refused,
            imports::a_load_replaces_earlier_ones_of_its_source_name_and_target_only,
            imports::rows_stay_while_another_source_gives_them,
            imports::superseded_bytes_may_come_back,
            imports::imports_past_retention_are_listed,
            imports::a_path_is_in_the_lake_once,
            judgements::a_pair_is_kept_one_way_round_with_all_that_was_said,
            judgements::a_judgement_needs_two_sides_a_person_and_a_reason,
            judgements::judgements_cannot_be_changed_by_raw_sql,
            vault::identities_gather_what_sources_say,
            vault::vault_rows_repeat_without_harm,
            vault::a_hundred_thousand_vault_rows_are_stored,
            vault::a_reveal_is_audited_with_its_reason,
            vault::a_reveal_without_reason_shows_nothing_and_logs_nothing,
            vault::the_audit_log_cannot_be_changed_by_raw_sql,
            runs::a_run_reads_back_whole,
            runs::the_last_run_is_the_one_committed_last,
            runs::a_run_id_of_other_inputs_is_refused,
            runs::findings_are_filtered_and_ordered,
            runs::a_finding_keeps_every_text_it_had,
            runs::two_findings_with_one_id_are_refused,
            runs::a_number_that_is_not_finite_is_refused,
            runs::detectors_of_an_unknown_run_are_an_error,
            cases::the_same_run_twice_appends_nothing,
            cases::a_later_run_appends_only_what_is_new,
            cases::a_state_set_by_people_survives_a_run,
            cases::a_case_not_given_again_stays_and_is_marked,
            cases::cases_are_filtered_and_ordered,
            cases::annotations_need_a_reason_and_a_case,
            cases::a_case_cites_known_findings_only,
            cases::a_case_given_twice_is_refused,
            cases::case_events_cannot_be_changed_by_raw_sql,
            cases::any_sequence_of_runs_logs_each_change_once,
            aborted::a_dropped_import_leaves_nothing,
            aborted::a_dropped_run_leaves_nothing,
            aborted::a_refused_import_leaves_nothing,
            aborted::futures_may_move_between_threads,
        );
    };
    ($database:ident: $($module:ident :: $test:ident),* $(,)?) => {
        $(
            #[tokio::test]
            async fn $test() {
                suite::$module::$test::<crate::sqlite::$database>().await;
            }
        )*
    };
}
