/** What Next hands to a page. */
export interface PageProps<Params extends object = object> {
  params: Promise<Params>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}
