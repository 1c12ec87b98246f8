/** Modules carry their words in English; these are the Russian ones. */
export const schemaWordsRu: Record<string, string> = {
  Essentials: 'Основа',
  'Greeting, menu, your own commands, language and privacy.':
    'Приветствие, меню, свои команды, язык и конфиденциальность.',
  'Questions and answers': 'Вопросы и ответы',
  'Answers from your own questions, answers and documents, or says it does not know.':
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
  'Hand over to a person': 'Передавать человеку',
  'Questions nobody could answer go to the group you connected; a reply there reaches the person.':
    'Вопросы без ответа уходят в подключённую группу; ответ там приходит тому, кто спросил.',
  'Language model': 'Языковая модель',
  'Words answers from your pairs and documents, and from nothing else. Off: answers are quoted.':
    'Формулирует ответы по вашим парам и документам, и больше ни по чему. Если выключена, ответы цитируются.',
  'Tokens a day': 'Токенов в день',
  'For all people together. They are reserved before the model is asked, so this is never exceeded.':
    'На всех вместе. Резервируются до вопроса к модели, поэтому граница никогда не превышается.',
  'Tokens a day for one person': 'Токенов в день на человека',
  'What is over it is answered without the model.': 'Что сверх того, получает ответ без модели.',
};
