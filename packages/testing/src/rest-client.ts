export interface RestAnswer<Body> {
  status: number;
  body: Body;
  headers: Headers;
}

export interface RestClient {
  call<Body = Record<string, unknown>>(method: string, path: string, body?: object): Promise<RestAnswer<Body>>;
  as(accessToken: string): RestClient;
}

/** The REST API as any program sees it. */
export function createRestClient(url: string, accessToken?: string): RestClient {
  return {
    async call(method, path, body) {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? null : JSON.parse(text), headers: response.headers };
    },
    as: (token) => createRestClient(url, token),
  };
}
