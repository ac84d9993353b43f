CREATE TABLE agent (
	id TEXT NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	email TEXT NOT NULL,
	role TEXT DEFAULT '' NOT NULL,
	active INTEGER DEFAULT '1' NOT NULL,
	password_hash TEXT DEFAULT '' NOT NULL,
	created_at INTEGER NOT NULL,
	version INTEGER DEFAULT '0' NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (email)
)
 STRICT

CREATE TABLE audit (
	id INTEGER NOT NULL,
	at INTEGER NOT NULL,
	agent_id TEXT,
	action TEXT DEFAULT '' NOT NULL,
	subject TEXT DEFAULT '' NOT NULL,
	detail TEXT DEFAULT '' NOT NULL,
	address TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id)
)
 STRICT

CREATE TABLE blob (
	hash TEXT NOT NULL,
	size INTEGER DEFAULT '0' NOT NULL,
	media_type TEXT DEFAULT '' NOT NULL,
	stored_at INTEGER NOT NULL,
	PRIMARY KEY (hash)
)
 STRICT

CREATE TABLE change_log (
	type TEXT NOT NULL,
	id TEXT NOT NULL,
	audience TEXT NOT NULL,
	seq INTEGER DEFAULT '0' NOT NULL,
	PRIMARY KEY (type, id, audience)
)
 STRICT

CREATE UNIQUE INDEX change_log_seq ON change_log (seq)

CREATE TABLE channel_account (
	id TEXT NOT NULL,
	kind TEXT DEFAULT '' NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	address TEXT DEFAULT '' NOT NULL,
	provider_id TEXT DEFAULT '' NOT NULL,
	base_url TEXT DEFAULT '' NOT NULL,
	secrets TEXT DEFAULT '' NOT NULL,
	enabled INTEGER DEFAULT '1' NOT NULL,
	removed INTEGER DEFAULT '0' NOT NULL,
	version INTEGER DEFAULT '0' NOT NULL,
	PRIMARY KEY (id)
)
 STRICT

CREATE TABLE customer (
	id TEXT NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	language TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	email TEXT DEFAULT '' NOT NULL,
	traits TEXT DEFAULT '[]' NOT NULL,
	external_id TEXT DEFAULT '' NOT NULL,
	version INTEGER DEFAULT '0' NOT NULL,
	PRIMARY KEY (id)
)
 STRICT

CREATE INDEX customer_email ON customer (email)

CREATE INDEX customer_external ON customer (external_id)

CREATE INDEX customer_name ON customer (name)

CREATE INDEX customer_phone ON customer (phone)

CREATE TABLE customer_directory (
	external_id TEXT NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	language TEXT DEFAULT '' NOT NULL,
	traits TEXT DEFAULT '[]' NOT NULL,
	updated_at INTEGER NOT NULL,
	PRIMARY KEY (external_id)
)
 STRICT

CREATE TABLE directory_handle (
	kind TEXT NOT NULL,
	value TEXT NOT NULL,
	external_id TEXT NOT NULL,
	PRIMARY KEY (kind, value, external_id)
)
 STRICT

CREATE INDEX directory_handle_record ON directory_handle (external_id)

CREATE TABLE early_report (
	account_id TEXT NOT NULL,
	provider_id TEXT NOT NULL,
	delivery TEXT DEFAULT '' NOT NULL,
	problem TEXT DEFAULT '' NOT NULL,
	at INTEGER NOT NULL,
	PRIMARY KEY (account_id, provider_id)
)
 STRICT

CREATE TABLE egress (
	message_id TEXT NOT NULL,
	account_id TEXT DEFAULT '' NOT NULL,
	identity_id TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT 'pending' NOT NULL,
	attempts INTEGER DEFAULT '0' NOT NULL,
	next_at INTEGER,
	provider_id TEXT DEFAULT '' NOT NULL,
	"key" TEXT DEFAULT '' NOT NULL,
	error TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (message_id)
)
 STRICT

CREATE INDEX egress_open ON egress (state) WHERE state IN ('pending', 'sending')

CREATE TABLE feed (
	id INTEGER NOT NULL,
	epoch TEXT DEFAULT '' NOT NULL,
	seq INTEGER DEFAULT '0' NOT NULL,
	position INTEGER DEFAULT '0' NOT NULL,
	PRIMARY KEY (id)
)
 STRICT

CREATE TABLE identity (
	id TEXT NOT NULL,
	customer_id TEXT DEFAULT '' NOT NULL,
	thread_id TEXT DEFAULT '' NOT NULL,
	account_id TEXT DEFAULT '' NOT NULL,
	channel TEXT DEFAULT '' NOT NULL,
	handle TEXT DEFAULT '' NOT NULL,
	display TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	last_inbound_at INTEGER,
	version INTEGER DEFAULT '0' NOT NULL,
	PRIMARY KEY (id),
	CONSTRAINT identity_once UNIQUE (account_id, handle)
)
 STRICT

CREATE INDEX identity_customer ON identity (customer_id)

CREATE INDEX identity_phone ON identity (phone)

CREATE INDEX identity_thread ON identity (thread_id)

CREATE TABLE inbox (
	id INTEGER NOT NULL,
	account_id TEXT DEFAULT '' NOT NULL,
	provider_id TEXT DEFAULT '' NOT NULL,
	kind TEXT DEFAULT '' NOT NULL,
	event TEXT DEFAULT '' NOT NULL,
	arrived INTEGER NOT NULL,
	state TEXT DEFAULT 'pending' NOT NULL,
	attempts INTEGER DEFAULT '0' NOT NULL,
	error TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	CONSTRAINT inbox_once UNIQUE (account_id, provider_id)
)
 STRICT

CREATE INDEX inbox_state ON inbox (state, account_id, id)

CREATE TABLE join_record (
	id TEXT NOT NULL,
	kept_thread_id TEXT DEFAULT '' NOT NULL,
	joined_thread_id TEXT DEFAULT '' NOT NULL,
	kept_home_id TEXT DEFAULT '' NOT NULL,
	joined_home_id TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT '' NOT NULL,
	evidence TEXT DEFAULT '' NOT NULL,
	detail TEXT DEFAULT '' NOT NULL,
	by_agent_id TEXT,
	at INTEGER NOT NULL,
	took_ms INTEGER DEFAULT '0' NOT NULL,
	"before" TEXT DEFAULT '' NOT NULL,
	version INTEGER DEFAULT '0' NOT NULL,
	PRIMARY KEY (id)
)
 STRICT

CREATE INDEX join_joined ON join_record (joined_thread_id)

CREATE INDEX join_kept ON join_record (kept_thread_id)

CREATE INDEX join_pair ON join_record (kept_home_id, joined_home_id)

CREATE TABLE lane (
	device_id TEXT NOT NULL,
	lane TEXT NOT NULL,
	n INTEGER DEFAULT '0' NOT NULL,
	PRIMARY KEY (device_id, lane)
)
 STRICT

CREATE TABLE media_fetch (
	message_id TEXT NOT NULL,
	part_index INTEGER NOT NULL,
	reference TEXT DEFAULT '' NOT NULL,
	account_id TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT 'pending' NOT NULL,
	attempts INTEGER DEFAULT '0' NOT NULL,
	next_at INTEGER,
	PRIMARY KEY (message_id, part_index)
)
 STRICT

CREATE INDEX media_fetch_open ON media_fetch (state) WHERE state = 'pending'

CREATE TABLE message (
	id TEXT NOT NULL,
	thread_id TEXT DEFAULT '' NOT NULL,
	root_id TEXT DEFAULT '' NOT NULL,
	position INTEGER NOT NULL,
	author TEXT DEFAULT '' NOT NULL,
	agent_id TEXT,
	kind TEXT DEFAULT '' NOT NULL,
	channel TEXT DEFAULT '' NOT NULL,
	identity_id TEXT,
	text TEXT DEFAULT '' NOT NULL,
	parts TEXT DEFAULT '[]' NOT NULL,
	reply_to TEXT,
	reactions TEXT DEFAULT '[]' NOT NULL,
	delivery TEXT DEFAULT '' NOT NULL,
	delivery_problem TEXT DEFAULT '' NOT NULL,
	at INTEGER NOT NULL,
	arrived_at INTEGER NOT NULL,
	edited_at INTEGER,
	deleted_at INTEGER,
	discarded INTEGER DEFAULT '0' NOT NULL,
	account_id TEXT DEFAULT '' NOT NULL,
	provider_id TEXT DEFAULT '' NOT NULL,
	version INTEGER DEFAULT '0' NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (position)
)
 STRICT

CREATE UNIQUE INDEX message_provider ON message (account_id, provider_id) WHERE provider_id <> ''

CREATE INDEX message_root ON message (root_id, position)

CREATE INDEX message_thread ON message (thread_id, position)

CREATE TABLE operation (
	id TEXT NOT NULL,
	fingerprint TEXT DEFAULT '' NOT NULL,
	agent_id TEXT DEFAULT '' NOT NULL,
	device_id TEXT DEFAULT '' NOT NULL,
	lane TEXT DEFAULT '' NOT NULL,
	n INTEGER DEFAULT '0' NOT NULL,
	kind TEXT DEFAULT '' NOT NULL,
	applied_at INTEGER NOT NULL,
	PRIMARY KEY (id),
	CONSTRAINT operation_once UNIQUE (device_id, lane, n)
)
 STRICT

CREATE TABLE order_mention (
	value TEXT NOT NULL,
	thread_id TEXT NOT NULL,
	at INTEGER NOT NULL,
	PRIMARY KEY (value, thread_id)
)
 STRICT

CREATE TABLE read_mark (
	thread_id TEXT NOT NULL,
	agent_id TEXT NOT NULL,
	position INTEGER DEFAULT '0' NOT NULL,
	version INTEGER DEFAULT '0' NOT NULL,
	PRIMARY KEY (thread_id, agent_id)
)
 STRICT

CREATE TABLE session (
	id TEXT NOT NULL,
	agent_id TEXT DEFAULT '' NOT NULL,
	device_name TEXT DEFAULT '' NOT NULL,
	created_at INTEGER NOT NULL,
	used_at INTEGER NOT NULL,
	expires_at INTEGER NOT NULL,
	ended_at INTEGER,
	end_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id)
)
 STRICT

CREATE INDEX session_agent ON session (agent_id)

CREATE TABLE session_token (
	hash TEXT NOT NULL,
	session_id TEXT DEFAULT '' NOT NULL,
	kind TEXT DEFAULT '' NOT NULL,
	expires_at INTEGER NOT NULL,
	replaced_at INTEGER,
	PRIMARY KEY (hash)
)
 STRICT

CREATE INDEX session_token_expiry ON session_token (expires_at)

CREATE INDEX session_token_session ON session_token (session_id)

CREATE TABLE thread (
	id TEXT NOT NULL,
	customer_id TEXT DEFAULT '' NOT NULL,
	merged_into TEXT,
	status TEXT DEFAULT '' NOT NULL,
	assignee_id TEXT,
	snoozed_until INTEGER,
	waiting_since INTEGER,
	tags TEXT DEFAULT '[]' NOT NULL,
	last_message_id TEXT,
	last_position INTEGER DEFAULT '0' NOT NULL,
	last_inbound_position INTEGER DEFAULT '0' NOT NULL,
	last_at INTEGER,
	last_channel TEXT DEFAULT '' NOT NULL,
	snippet TEXT DEFAULT '' NOT NULL,
	snippet_author TEXT DEFAULT '' NOT NULL,
	state_version INTEGER DEFAULT '0' NOT NULL,
	state_actor TEXT DEFAULT '' NOT NULL,
	state_base INTEGER DEFAULT '0' NOT NULL,
	version INTEGER DEFAULT '0' NOT NULL,
	PRIMARY KEY (id)
)
 STRICT

CREATE INDEX thread_merged ON thread (merged_into)

CREATE INDEX thread_snoozed ON thread (snoozed_until) WHERE snoozed_until IS NOT NULL

CREATE TRIGGER audit_no_change BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END
