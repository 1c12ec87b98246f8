import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from '@/auth-options';

export const dynamic = 'force-dynamic';

interface AuthRoute {
  params: Promise<{ nextauth: string[] }>;
}

async function handle(request: NextRequest, route: AuthRoute): Promise<Response> {
  return await NextAuth(request, route, authOptions());
}

export { handle as GET, handle as POST };
