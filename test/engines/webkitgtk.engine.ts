import { journeysOn } from './journeys'

journeysOn('webkitgtk')
