import { journeysOn } from './journeys'

journeysOn('wpe')
