import { journeysOn } from './journeys'

journeysOn('chromium107')
