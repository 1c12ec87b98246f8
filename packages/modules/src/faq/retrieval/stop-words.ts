/** Words that say nothing about what is asked. */
export const stopWords: ReadonlySet<string> = new Set(
  `a an the this that these those it its is are am was were be been being do does did doing done has have had having
  i im ive id ill me my mine myself we us our ours you your yours youre u ur he she they them their his her him one
  and or but if then so as of at by for with about against between into through during to from in on off over under
  up down out not no nor too very can could cant cannot will would wont shall should may might must dont doesnt didnt
  isnt arent wasnt whats wheres hows whos thats theres there here what which how please pls plz hi hello hey thanks
  thank ok okay yes just also any some such only own same than lets let s t re ve ll d m
  и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня еще
  нет о из ему ну ли если или ни быть был до вас нибудь уж вам ведь там потом себя ей они тут есть ней для мы тебя их
  чем была сам чтоб без будто чего себе под будет ж тогда этот того потому этого какой какая какие каков ним здесь этом
  почти мой моя мое мои тем чтобы нее были всех при об над это эта эти этой такой привет здравствуйте спасибо
  пожалуйста ваш ваша ваше ваши вашей ваших вашего вашем вами нас нам наш`.split(/\s+/u),
);

/** Words that say little: they frame a question more often than they are its matter. */
export const weakWords: ReadonlySet<string> = new Set(
  `want need like know tell help way possible possibly best easiest fastest quick quickly simple simply able get got
  getting give make making use using used find see show look looking try trying tried thing something anything someone
  anyone able allow allowed go going take come keep put set question wondering wonder info information explain there
  possibility method good able ever still now always actually really right however somehow everything people person
  all each every many much more most other another new when where who why whom since because while after before
  хочу хотел хотела хотелось нужно надо можно могу может можете помогите помощь подскажите скажите узнать знать
  способ лучше просто делать сделать сделал использовать найти получить получил дать дайте посмотреть вопрос
  информация объясните когда где кто почему зачем сколько куда откуда который другой новый всегда сейчас уже`.split(
    /\s+/u,
  ),
);
