-- A call that followed its chat to a new id was answered there: its receipt says where.
CREATE OR REPLACE FUNCTION "keep_sent_message"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sent_messages (workspace_id, bot_id, module_id, ref, chat_id, message_id, poll_id, sent_at)
  VALUES (NEW.workspace_id, NEW.bot_id, split_part(NEW.ref, '/', 1), substr(NEW.ref, strpos(NEW.ref, '/') + 1),
    coalesce(NEW.receipt ->> 'chatId', NEW.chat_id), (NEW.receipt ->> 'messageId')::bigint,
    NEW.receipt ->> 'pollId', NEW.sent_at)
  ON CONFLICT (workspace_id, bot_id, module_id, ref) DO UPDATE SET chat_id = excluded.chat_id,
    message_id = excluded.message_id, poll_id = excluded.poll_id, sent_at = excluded.sent_at;
  RETURN NULL;
END;
$$;
