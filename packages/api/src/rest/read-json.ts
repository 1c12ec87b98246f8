import { AppError } from '@dovecote/errors/app-error';
import { isTooDeep } from '@dovecote/services/is-too-deep';

/**
 * The JSON of a body; nothing counts as `{}`.
 * @throws AppError `BAD_REQUEST`, `VALIDATION_FAILED` for a body nested too deep, or `UNSUPPORTED_MEDIA_TYPE` for a body that says it is something else.
 */
export function readJson(text: string, contentType: string | undefined): unknown {
  if (text.trim() === '') return {};
  if (contentType !== undefined && !/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(contentType.trim())) {
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as JSON: Content-Type: application/json.');
  }
  if (isTooDeep(text)) throw new AppError('VALIDATION_FAILED', 'The body is nested too deep.');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('BAD_REQUEST', 'The body is not JSON.', { cause });
  }
}
