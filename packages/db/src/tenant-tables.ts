/**
 * Every table whose rows belong to a workspace, and the column that says to which. Row security is forced on them:
 * they show and take rows of the one workspace a connection was opened for.
 */
export const tenantTables: Readonly<Record<string, string>> = {
  workspaces: 'id',
  members: 'workspace_id',
  data_keys: 'workspace_id',
  audit_events: 'workspace_id',
  admin_access: 'workspace_id',
  bots: 'workspace_id',
  bot_credentials: 'workspace_id',
  bot_drafts: 'workspace_id',
  bot_holders: 'workspace_id',
  module_settings: 'workspace_id',
  module_setting_versions: 'workspace_id',
  updates: 'workspace_id',
  update_bodies: 'workspace_id',
  outbox: 'workspace_id',
  minute_stats: 'workspace_id',
  contacts: 'workspace_id',
  dialogues: 'workspace_id',
  quarantine: 'workspace_id',
  faq_unanswered: 'workspace_id',
  faq_bots: 'workspace_id',
  faq_documents: 'workspace_id',
  faq_passages: 'workspace_id',
  faq_models: 'workspace_id',
  faq_handovers: 'workspace_id',
  faq_model_calls: 'workspace_id',
  faq_days: 'workspace_id',
  faq_drafts: 'workspace_id',
  broadcasts: 'workspace_id',
  broadcast_recipients: 'workspace_id',
  sandbox_bots: 'workspace_id',
  api_keys: 'workspace_id',
  invitations: 'workspace_id',
  webhook_endpoints: 'workspace_id',
  webhook_events: 'workspace_id',
  webhook_deliveries: 'workspace_id',
  webhook_attempts: 'workspace_id',
};

/** Every other table, and why no workspace owns its rows. */
export const sharedTables: Readonly<Record<string, string>> = {
  users: 'a person, who may belong to many workspaces',
  sessions: 'of a person',
  refresh_tokens: 'of a person',
  one_time_links: 'of a person',
  authenticators: 'of a person',
  recovery_codes: 'of a person',
  passkeys: 'of a person',
  passkey_challenges: 'of a person, or of a sign-in that does not know yet whose it is',
  security_events: 'of a person',
  attempts: 'counts by account and network, before anybody is signed in',
  mails: 'to a person',
  kept_answers: 'to a person or their program, sealed',
  plans: 'the same for everybody',
  audit_heads: 'hashes only, one row for each chain, and the lock of every append',
  processes: 'of the installation',
  schedules: 'work of the installation; it names its subject by id only',
  work_intents: 'work of the installation; it names its subject by id only',
  minute_counts: 'counts of many bots in one row, folded into minute_stats within seconds',
  sandbox_chats: 'of a simulated Bot API server, which knows bots by token only',
  sandbox_files: 'of a simulated Bot API server, which knows bots by token only',
};

/** Views of tenant tables; they run as whoever asks, so that row security holds through them. */
export const tenantViews = ['counted_minutes'] as const;
