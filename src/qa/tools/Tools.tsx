import { ContractCheck } from './ContractCheck'
import { Recordings } from './Recordings'

/** What is used now and then. */
export function Tools() {
  return (
    <>
      <Recordings />
      <ContractCheck />
    </>
  )
}
