import type { ComponentType } from 'react';
import type { SchemaNode } from './schema-node';

export interface FieldProps {
  schema: SchemaNode;
  /** Where it stands in the settings, such as `menu.0.label`; the server names wrong fields so. */
  path: string;
  value: unknown;
  onChange: (value: unknown) => void;
  problems: Partial<Record<string, string>>;
  isRequired: boolean;
  /** Draws a setting within this one: schemas nest, files must not import in a circle. */
  Field: ComponentType<FieldProps>;
}
