import * as v from 'valibot'

/** A field as the documentation has it. `vital`: without it a row cannot be placed or read. */
export type Field = Readonly<{ schema: v.GenericSchema; vital?: true; optional?: true }>

const text = v.string('')
const filled = v.pipe(text, v.minLength(1, 'empty'))
const count = v.pipe(v.number(''), v.integer('no whole number'), v.minValue(-1, 'below -1'))
/** 13-digit milliseconds. */
const ms = v.pipe(
  v.number(''),
  v.check((n) => /^[1-9]\d{12}$/.test(String(n)), 'not 13 digits'),
)
const msOrNone = v.union([v.literal(-1), ms])
const objectId = v.pipe(text, v.regex(/^[0-9a-f]{24}$/, 'no ObjectId'))
const oneOf = <T>(known: readonly T[], words: string) =>
  v.check<T, string>((value) => known.includes(value), words)
const role = v.pipe(text, oneOf(['MEMBER', 'SALER'], 'neither MEMBER nor SALER'))
const iso = v.pipe(text, v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/, 'no ISO time in UTC'))

const UNKNOWN_KIND = 'unknown kind'

/** A message, by the table of the poll's documentation and its samples. */
export const MESSAGE: Readonly<Record<string, Field>> = {
  _id: { schema: objectId, vital: true },
  from: { schema: filled, vital: true },
  to: { schema: filled, vital: true },
  sendtime: { schema: ms, vital: true },
  type: { schema: v.pipe(text, oneOf(['TEXT', 'IMAGE', 'VOICE'], UNKNOWN_KIND)), vital: true },
  content: { schema: text, vital: true },
  fromrole: { schema: role },
  torole: { schema: role },
  fromarea: { schema: text },
  f_nickname: { schema: text },
  f_avatar: { schema: text },
  t_nickname: { schema: text },
  t_avatar: { schema: text },
  appid: { schema: filled },
  status: { schema: v.pipe(v.number(''), oneOf([0, 1], 'neither 0 nor 1')) },
  channel: { schema: v.pipe(text, oneOf(['PC', 'WX'], 'neither PC nor WX')) },
  voiceLength: { schema: count },
  imageSize: { schema: count },
  readtime: { schema: msOrNone },
  create_at: { schema: iso },
  // of the samples alone
  update_at: { schema: iso, optional: true },
  __v: { schema: count, optional: true },
  bustype: {
    schema: v.pipe(text, oneOf(['CHAT', 'GOOD_CHAT', 'ORDER_CHAT'], 'unknown topic')),
    optional: true,
  },
  busid: { schema: text, optional: true },
}

/** A row of getUserStatus, by its sample. */
export const STATUS: Readonly<Record<string, Field>> = {
  _id: { schema: objectId },
  userarea: { schema: text, optional: true },
  userid: { schema: filled, vital: true },
  appid: { schema: filled },
  __v: { schema: count, optional: true },
  update_at: { schema: iso },
  create_at: { schema: iso },
  isonline: { schema: v.pipe(v.number(''), oneOf([0, 1], 'neither 1 nor 0')), vital: true },
  hearttime: { schema: ms },
  channel: { schema: text, optional: true },
  userrole: { schema: role },
}

/** How a value of the field differs from the documentation, in a few words without the value; null: not at all. */
export function oddityOf({ schema, optional }: Field, value: unknown): string | null {
  if (value === undefined) return optional ? null : 'missing'
  const { issues } = v.safeParse(schema, value)
  if (!issues) return null
  const [{ kind, message }] = issues
  if (kind !== 'validation') return typeName(value)
  // a kind of message is none of its content
  return message === UNKNOWN_KIND && typeof value === 'string' && /^[A-Za-z]{1,16}$/.test(value)
    ? `${message} ${value}`
    : message
}

export const typeName = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value
