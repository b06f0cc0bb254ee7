import { Recordings } from './Recordings'

/** What is used now and then. */
export const Tools = () => <Recordings />
