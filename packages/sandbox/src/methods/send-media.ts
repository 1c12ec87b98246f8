import { formatText } from '../entities/format-text';
import type { Params } from '../params';
import { badRequest } from '../refusal';
import type { MediaKind, SandboxFile, SandboxMessage } from '../state/sandbox-message';
import { readFile } from './file-input';
import type { Method } from './method-context';
import { getWritableChat, sendContent } from './outgoing';

const captionLengthMax = 1024;

/** The method that sends one kind of file, for instance https://core.telegram.org/bots/api#sendphoto. */
export function sendMedia(kind: MediaKind): Method {
  return async (ctx) => {
    const chat = getWritableChat(ctx);
    const caption = kind === 'sticker' ? {} : readCaption(ctx.params);
    const file = await readFile(ctx, kind, ctx.params.text(kind), kind);
    return sendContent(ctx, chat, { ...describeMedia(kind, file), ...caption });
  };
}

/** A file under its message field; an animation is also a document, for older bots. */
export function describeMedia(kind: MediaKind, file: SandboxFile): Partial<SandboxMessage> {
  if (kind === 'photo') return { photo: [file] };
  return kind === 'animation' ? { animation: file, document: file } : { [kind]: file };
}

export function readCaption(params: Params): Partial<SandboxMessage> {
  const { text, entities } = formatText(params, 'caption', 'caption_entities');
  if (text.length > captionLengthMax) throw badRequest('message caption is too long');
  if (text === '') return {};
  return entities.length > 0 ? { caption: text, caption_entities: entities } : { caption: text };
}
