import { AppError } from '@dovecote/errors/app-error';
import type { ModuleDefinition } from '@dovecote/modules/kit/definition';
import { moduleDefinitions } from '@dovecote/modules/registry';

/** @throws AppError `NOT_FOUND` for a module that does not exist. */
export function getDefinition(moduleId: string): ModuleDefinition {
  const definition = moduleDefinitions.find((candidate) => candidate.id === moduleId);
  if (definition === undefined) throw new AppError('NOT_FOUND', 'There is no such module.');
  return definition;
}
