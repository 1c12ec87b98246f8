/** Modules carry their words in English; these are the Russian ones. */
export const schemaWordsRu: Record<string, string> = {
  Essentials: 'Основа',
  'Greeting, menu, your own commands, language and privacy.':
    'Приветствие, меню, свои команды, язык и конфиденциальность.',
  'Questions and answers': 'Вопросы и ответы',
  'Answers from your own questions and answers, or says it does not know.':
    'Отвечает по вашим вопросам и ответам или говорит, что не знает.',
  Label: 'Надпись',
  Link: 'Ссылка',
  'Opened when pressed. Leave empty to run a command instead.':
    'Открывается при нажатии. Оставьте пустой, чтобы вместо неё выполнить команду.',
  Command: 'Команда',
  'Run when pressed, without the slash.': 'Выполняется при нажатии, без косой черты.',
  'Without the slash.': 'Без косой черты.',
  Description: 'Описание',
  'Shown in the menu.': 'Видно в меню.',
  Answer: 'Ответ',
  Photo: 'Фото',
  'Address of a picture sent with the answer. The answer is then at most 1,024 characters.':
    'Адрес картинки, которая уходит с ответом. Тогда в ответе не больше 1024 знаков.',
  Buttons: 'Кнопки',
  'Default language': 'Язык по умолчанию',
  'For people whose language the bot does not speak.': 'Для людей, на языке которых бот не говорит.',
  Greeting: 'Приветствие',
  'The first answer to /start. {name} becomes the first name of the person.':
    'Первый ответ на /start. {name} превратится в имя человека.',
  'Main menu': 'Главное меню',
  'Buttons under the greeting.': 'Кнопки под приветствием.',
  'Your commands': 'Ваши команды',
  'Answer to what the bot does not understand': 'Ответ на непонятное',
  'Sent when no module has an answer.': 'Уходит, когда ответа нет ни у одного модуля.',
  'Answer what is not understood': 'Отвечать на непонятное',
  'Switched off, the bot stays silent.': 'Если выключить, бот промолчит.',
  'Privacy contact': 'Контакт по личным данным',
  'Who people write to about their data; shown by /privacy.': 'Кому писать о своих данных; показывает /privacy.',
  Question: 'Вопрос',
  'Other ways to ask it': 'Как ещё об этом спрашивают',
  'How sure to be before answering': 'Насколько быть уверенным перед ответом',
  'Careful says "I do not know" more often; eager guesses more.':
    'Осторожный чаще говорит «не знаю»; смелый чаще угадывает.',
  'Show the source': 'Показывать источник',
  'Names the question whose answer is given.': 'Называет вопрос, на который дан ответ.',
  'Answer free text': 'Отвечать на свободный текст',
  'In private chats, without /ask.': 'В личных чатах, без /ask.',
};
