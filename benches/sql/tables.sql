-- The exports as DuckDB reads them fastest: every column named and typed, so that nothing has to be sniffed. All are
-- text, as most of them are only passed through; what is computed with is cast where it is used.

-- It would go to standard output, into the answer.
SET enable_progress_bar = false;

CREATE VIEW organizations AS FROM read_csv('Organizations.csv',
    auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', columns = {
        account_id: 'VARCHAR', name: 'VARCHAR', time_zone: 'VARCHAR', city: 'VARCHAR', country: 'VARCHAR'
    });

CREATE VIEW queues AS FROM read_csv('Queues.csv',
    auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', columns = {
        queue_id: 'VARCHAR', account_id: 'VARCHAR', name: 'VARCHAR', weight: 'VARCHAR', is_active: 'VARCHAR'
    });

CREATE VIEW users AS FROM read_csv('Users.csv',
    auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', columns = {
        user_id: 'VARCHAR', account_id: 'VARCHAR', first_name: 'VARCHAR', last_name: 'VARCHAR', title: 'VARCHAR',
        work_email: 'VARCHAR', work_phone: 'VARCHAR', is_active: 'VARCHAR'
    });

CREATE VIEW interactions AS FROM read_csv('Interactions.csv',
    auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', columns = {
        interaction_id: 'VARCHAR', account_id: 'VARCHAR', queue_id: 'VARCHAR', communication_type: 'VARCHAR',
        sub_communication_type: 'VARCHAR', direction: 'VARCHAR', status: 'VARCHAR', created_at: 'VARCHAR',
        completed_at: 'VARCHAR', assignee_at_completion: 'VARCHAR', call_id: 'VARCHAR', completion_display: 'VARCHAR'
    });

CREATE VIEW segments AS FROM read_csv('Interaction Segments.csv',
    auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', columns = {
        segment_id: 'VARCHAR', interaction_id: 'VARCHAR', queue_id: 'VARCHAR', user_id: 'VARCHAR',
        communication_type: 'VARCHAR', direction: 'VARCHAR', reason: 'VARCHAR', event: 'VARCHAR', status: 'VARCHAR',
        started_at: 'VARCHAR', ended_at: 'VARCHAR', duration: 'VARCHAR', completion_display: 'VARCHAR', notes: 'VARCHAR'
    });
