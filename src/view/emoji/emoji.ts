import type { EmojiGroup } from '~/view/words.composer'

/** What people chat with, of Emoji 11 (2018) and before: old phones show later ones as boxes. */
const LINES: Readonly<Record<EmojiGroup, string>> = {
  faces:
    '😀 😁 😂 🤣 😄 😅 😆 😉 😊 😋 😎 😍 😘 🥰 😚 🙂 🤗 🤩 🤔 🤨 😐 😑 😶 🙄 😏 😣 😥 😮 😫 😴 😌 😜 😝 🤤 😒 😓 😔 😕 🙃 🤑 😞 😤 😢 😭 😨 😩 🤯 😬 😰 😱 🥵 🥶 😳 🤪 😵 😡 😠 😷 🤒 🤕 🤢 🤮 🤧 😇 🥳 🥺 🤭 🤫 🧐',
  hands: '👍 👎 👌 ✌️ 🤞 🤟 🤙 👈 👉 👆 👇 ☝️ ✋ 👋 👏 🙌 🤲 🤝 🙏 ✊ 👊 💪 ✍️ 💅 👀 🙋 🙅 🙆 🤷 🤦 💁',
  hearts: '❤️ 🧡 💛 💚 💙 💜 💔 💕 💖 💗 💋 🎉 🎊 🎁 🎂 🎈 🧧 ✨ 🌟 🏆',
  nature: '🌹 🌸 🌻 🍀 🍁 ☀️ ☁️ ❄️ 🌈 🌙 ⭐ 🔥 💧 🐶 🐱 🐰 🐼 🐷 🐵 🐔 🐟',
  food: '🍎 🍊 🍉 🍓 🍑 🍚 🍜 🥟 🍰 🍫 🍭 ☕ 🍵 🥤 🍺 🍻 🥂',
  things: '🛒 🛍️ 📦 🚚 ✈️ 🚗 🏠 👗 👕 👖 👟 👜 👓 💄 💍 📱 💻 📷 ✉️ 📅 ⏰ 💰 💳 🧾 🎵 ⚽ 🏃',
  signs: '✅ ❌ ❓ ❗ 💯 ⚠️ 🚫 🆗 🆕 💤 💬 👻 💩 🌚',
}

/** The emoji on offer, by group. */
export const emojiGroups = Object.entries(LINES).map(([name, line]) => ({
  name: name as EmojiGroup,
  emoji: line.split(' '),
}))

const all: ReadonlySet<unknown> = new Set(emojiGroups.flatMap(({ emoji }) => emoji))

export const isOffered = (emoji: unknown): emoji is string => all.has(emoji)
