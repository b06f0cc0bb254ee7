const OBJECT_ID = /^[0-9a-f]{24}$/i

/**
 * The UTC millisecond that a MongoDB ObjectId carries in its first 8 hex digits (whole seconds); null if `id` is none.
 * https://www.mongodb.com/docs/manual/reference/bson-types/#objectid
 */
export function objectIdTime(id: string): number | null {
  return OBJECT_ID.test(id) ? parseInt(id.slice(0, 8), 16) * 1000 : null
}
