import { createHash, randomBytes } from 'node:crypto';
import { extname } from 'node:path';
import type { Upload } from '../params';
import { badRequest, Refusal } from '../refusal';
import type { SandboxBot } from '../sandbox-bot';
import type { MediaKind, SandboxFile } from '../state/sandbox-message';
import type { StoredFile } from '../store/sandbox-store';
import type { MethodContext } from './method-context';

const prefixes: Record<MediaKind, string> = {
  photo: 'AgAC',
  document: 'BQAC',
  sticker: 'CAAC',
  video: 'BAAC',
  animation: 'CgAC',
  audio: 'CQAC',
  voice: 'AwAC',
};

const directories: Record<MediaKind, string> = {
  photo: 'photos',
  document: 'documents',
  sticker: 'stickers',
  video: 'videos',
  animation: 'animations',
  audio: 'music',
  voice: 'voice',
};

/** The file a call means by upload, by `attach://`, by file id, or by address (which is not fetched). */
export async function readFile(
  ctx: MethodContext,
  kind: MediaKind,
  value: string,
  field: string,
): Promise<SandboxFile> {
  const attached = value.startsWith('attach://') ? value.slice('attach://'.length) : field;
  const upload = ctx.params.uploads.get(attached);
  if (upload !== undefined) return await storeFile(ctx.bot, kind, upload);
  if (value === '') throw badRequest(`there is no ${kind} in the request`);
  if (/^https?:\/\//i.test(value)) {
    const name = new URL(value).pathname.split('/').at(-1) || kind;
    return await storeFile(ctx.bot, kind, { name, mimeType: 'application/octet-stream', bytes: Buffer.alloc(0) });
  }
  const file = await ctx.bot.context.store.findFile(ctx.bot.identity.telegramId, value);
  if (file === null) throw badRequest('wrong file identifier/HTTP URL specified');
  const kindOfFile = findKind(value);
  if (kindOfFile !== kind) {
    throw badRequest(`can't use file of type ${capitalise(kindOfFile)} as ${capitalise(kind)}`);
  }
  return describeFile(kind, file);
}

/** Keeps a file for a bot, within the bot's share. */
export async function storeFile(bot: SandboxBot, kind: MediaKind, upload: Upload): Promise<SandboxFile> {
  const { fileBytesPerBotMax } = bot.context.limits;
  if (upload.bytes.length > fileBytesPerBotMax) throw new Refusal(413, 'Request Entity Too Large');
  const file = { ...upload, fileId: prefixes[kind] + randomBytes(36).toString('base64url') };
  await bot.context.store.saveFile(bot.identity.telegramId, file, fileBytesPerBotMax);
  return describeFile(kind, file);
}

/** Where `/file/bot<token>/` serves a file; the file's id stands in it. */
export function filePath(file: StoredFile): string {
  return `${directories[findKind(file.fileId)]}/${file.fileId}${extname(file.name).slice(0, 10)}`;
}

export function uniqueId(fileId: string): string {
  return createHash('sha256').update(fileId).digest('base64url').slice(0, 16);
}

function describeFile(kind: MediaKind, file: StoredFile): SandboxFile {
  const described: SandboxFile = {
    file_id: file.fileId,
    file_unique_id: uniqueId(file.fileId),
    file_size: file.bytes.length,
  };
  if (kind === 'photo') return { ...described, width: 1280, height: 960 };
  if (kind === 'sticker') {
    return { ...described, type: 'regular', width: 512, height: 512, is_animated: false, is_video: false };
  }
  if (kind === 'video' || kind === 'animation') Object.assign(described, { width: 1280, height: 720, duration: 1 });
  if (kind === 'audio' || kind === 'voice') described.duration = 1;
  if (kind !== 'voice') described.file_name = file.name;
  return { ...described, mime_type: file.mimeType };
}

function findKind(fileId: string): MediaKind {
  const kinds: MediaKind[] = ['photo', 'document', 'sticker', 'video', 'animation', 'audio', 'voice'];
  return kinds.find((kind) => fileId.startsWith(prefixes[kind])) ?? 'document';
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
