import { found, say, undecided } from './finding'
import type { Question } from './question'
import { shownId } from './rows'

const QUARTER = 15 * 60_000
/** How near (ms) to a multiple of 15 min a row's difference must be to vote: an ObjectId knows whole seconds only. */
const NEAR = 3_000
/** No time zone is farther (ms): beyond it an id is no real ObjectId, or a stamp is not the server's. */
const LARGEST = 26 * 3_600_000
/** The newest rows that are heard, and how many of them must agree on what is no multiple of 15 min. */
const VOTERS = 50
const AGREEING = 3
/** Of so many rows a single one near a quarter says nothing. */
const MANY = 10

type Voter = Readonly<{ id: string; idTime: number; ahead: number }>

/**
 * How far the server's stamps run ahead of the true time in its ObjectIds. Rows vote: stamps are reused and messages saved late,
 * so a mean or a median would be wrong (`api.md`: 6 of 12 sample rows are 148 to 163 s late).
 */
export const clockSkew: Question = ({ known }) => {
  const voters = known.rows
    .flatMap(({ id, idTime, stamp }): Voter[] =>
      idTime === null || stamp === null ? [] : [{ id, idTime, ahead: stamp - idTime }],
    )
    .filter(({ ahead }) => Math.abs(ahead) <= LARGEST)
    .sort((a, b) => b.idTime - a.idTime)
    .slice(0, VOTERS)
  const votes = new Map<number, Voter[]>()
  for (const voter of voters) {
    const quarter = Math.round(voter.ahead / QUARTER) * QUARTER + 0
    if (Math.abs(voter.ahead - quarter) > NEAR) continue
    votes.set(quarter, [...(votes.get(quarter) ?? []), voter])
  }
  const [winner] = [...votes].sort(([a, x], [b, y]) => y.length - x.length || b - a)
  const crowd = crowdOf(voters)
  if (winner && isBelieved(winner[1].length, crowd.length, voters.length)) {
    const [skew, own] = winner
    const example = shownId(own[0]?.id ?? '')
    return [
      found(
        'clock.skewMs',
        skew,
        'ok',
        say(
          `${voters.length} 条消息中 ${own.length} 条的 sendtime 比 _id 里的秒快 ${hours(skew)} 小时，例如 ${example}`,
          `of ${voters.length} rows ${own.length} have a sendtime ${hours(skew)} h ahead of the second in _id, such as ${example}`,
        ),
      ),
    ]
  }
  return [agreed(crowd, voters.length)]
}

/** Votes count unless most rows agree on something else, or there is one alone of many: some late row is near a quarter by chance. */
const isBelieved = (votes: number, crowd: number, voters: number) =>
  (votes >= crowd || !isMost(crowd, voters)) && (votes > 1 || voters < MANY)

const isMost = (crowd: number, voters: number) => crowd >= AGREEING && crowd * 2 > voters

/** The most rows that agree on a difference, whichever. */
function crowdOf(voters: readonly Voter[]): readonly Voter[] {
  const near = (a: Voter) => voters.filter((b) => b.ahead >= a.ahead && b.ahead - a.ahead <= NEAR)
  return voters.map(near).reduce<readonly Voter[]>((a, b) => (b.length > a.length ? b : a), [])
}

/** Most rows may agree on a difference that no time zone explains: a clock that is simply wrong. */
function agreed(crowd: readonly Voter[], voters: number) {
  if (!isMost(crowd.length, voters))
    return undecided(
      'clock.skewMs',
      say(
        `${voters} 条消息的 sendtime 与 _id 的秒之差互不一致`,
        `${voters} rows do not agree on how far sendtime is from the second in _id`,
      ),
    )
  // stamps are taken within the second that an id names
  const skew = Math.round(Math.min(...crowd.map(({ ahead }) => ahead)) / 1000) * 1000
  return found(
    'clock.skewMs',
    skew,
    'warning',
    say(
      `${voters} 条消息中 ${crowd.length} 条的 sendtime 比 _id 的秒快约 ${skew / 1000} 秒：不是时区造成的，服务器时钟不准`,
      `of ${voters} rows ${crowd.length} have a sendtime about ${skew / 1000} s ahead of _id: no time zone does that, the server's clock is wrong`,
    ),
  )
}

const hours = (ms: number) => ms / 3_600_000
