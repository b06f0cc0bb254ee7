import type { Budget } from '~/domain/desk/budget'
import type { Asked } from '~/domain/desk/nextDue'

/** A conversation of today that was asked at 0, in no hurry. */
export const aConversation = (fields: Partial<Asked> = {}): Asked => ({
  id: 'a',
  tier: 'today',
  askedAt: 0,
  pending: false,
  notBefore: -Infinity,
  draw: 0,
  weight: 0,
  ...fields,
})

/** The default budget, nothing of it spent. */
export const aBudget = (fields: Partial<Budget> = {}): Budget => ({
  perMinute: 180,
  atOnce: 3,
  reserve: 0,
  starts: [],
  asks: [],
  inFlight: 0,
  underWay: 0,
  answersIn: 0,
  notBefore: -Infinity,
  ...fields,
})

/** So many conversations of a tier. */
export const many = (tier: Asked['tier'], count: number, fields: Partial<Asked> = {}): Asked[] =>
  Array.from({ length: count }, (_, i) => aConversation({ id: `${tier} ${i}`, tier, ...fields }))
