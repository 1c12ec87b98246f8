import { LRUCache as Original } from 'lru-cache';

const entriesMax = 1_000;

/** In place of lru-cache: a cache bounded by bytes holds so many entries; others are as they were. */
export class LRUCache<Key extends {}, Value extends {}, Context = unknown> extends Original<Key, Value, Context> {
  constructor(options: Original.Options<Key, Value, Context>) {
    super('maxSize' in options && options.maxSize ? { ...options, max: entriesMax } : options);
  }
}
