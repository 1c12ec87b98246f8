export interface SandboxMedia {
  /** A path on the sandbox server, under the control token. */
  url: string;
  name?: string;
  mimeType?: string;
  sizeBytes: number;
  width?: number;
  height?: number;
}

export interface SandboxChatMessage {
  messageId: number;
  from: 'bot' | 'person';
  text: string;
  entities: { type: string; offset: number; length: number; url?: string; language?: string }[];
  /** As the Bot API writes it: `inline_keyboard`, `keyboard`, `remove_keyboard` or `force_reply`. */
  replyMarkup: Record<string, unknown> | null;
  replyToMessageId: number | null;
  date: string;
  editedAt: string | null;
  deleted?: true;
  media?: Record<string, SandboxMedia>;
  photo?: SandboxMedia;
  document?: SandboxMedia;
  location?: { latitude: number; longitude: number };
  dice?: { emoji: string; value: number };
  poll?: SandboxChatPoll;
}

/** As the Bot API writes it, with the person's own vote. */
export interface SandboxChatPoll {
  question: string;
  options: { persistent_id: string; text: string; voter_count: number }[];
  total_voter_count: number;
  is_closed: boolean;
  is_anonymous: boolean;
  type: 'regular' | 'quiz';
  allows_multiple_answers: boolean;
  allows_revoting: boolean;
  correct_option_ids?: number[];
  explanation?: string;
  votes: number[];
}

/** A chat as its simulated person sees it. */
export interface SandboxChat {
  revision: number;
  person: { id: number; firstName: string; username: string; languageCode: string } | null;
  isBlocked: boolean;
  typing: string | null;
  messages: SandboxChatMessage[];
  callbackAnswers: { callbackQueryId: string; messageId: number; text?: string; showAlert?: boolean; url?: string }[];
}
