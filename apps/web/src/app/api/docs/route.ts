import { ApiReference } from '@scalar/nextjs-api-reference';

/** The REST API to browse. Its script is our own copy, and everything that would call out is off. */
export const GET = ApiReference({
  url: '/api/v1/openapi.json',
  cdn: '/scalar.js',
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
});
