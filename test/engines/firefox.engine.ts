import { journeysOn } from './journeys'

journeysOn('firefox')
