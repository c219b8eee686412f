// LinkedIn's own words for the setting in further languages; around it, as little as a page needs.
// A null is a word that no source gives for certain: the page then shows none.
const around = (words) => ({
  dir: 'ltr', on: null, off: null,
  nav: ['LinkedIn', 'Microsoft', 'Learning', 'Premium', 'Talent', words.me],
  rail: ['1', '2', '3', words.privacy, '5', '6'],
  footer: ['LinkedIn', words.privacy],
  rows: ['1', '2', '3', '4'],
  foot: `${words.question} ${words.privacy}.`,
  ...words,
});

export const MORE_WORDS = {
  fr: around({
    title: 'Données pour l’amélioration de l’IA générative',
    label: 'Utiliser mes données pour entraîner des modèles d’IA de création de contenu',
    question: 'LinkedIn peut-il utiliser vos données pour entraîner des modèles d’IA générative ?',
    privacy: 'Confidentialité des données', uses: 'Comment LinkedIn utilise vos données',
    back: 'Retour', more: 'En savoir plus', settings: 'Préférences', search: 'Recherche', me: 'Vous', research: 'Recherche sociale',
  }),
  es: around({
    title: 'Datos para mejorar la IA generativa',
    label: 'Usar mis datos para entrenar modelos de IA que crean contenido',
    question: '¿Puede LinkedIn usar tus datos para entrenar modelos de IA generativa?',
    privacy: 'Privacidad de datos', uses: 'Cómo utiliza LinkedIn tus datos',
    back: 'Atrás', more: 'Más información', settings: 'Ajustes', search: 'Buscar', me: 'Yo', research: 'Investigación social',
  }),
  'pt-BR': around({
    title: 'Dados para aprimoramento da IA generativa', on: 'Ativada', off: 'Desativada',
    label: 'Usar meus dados para treinar modelos de IA para criar conteúdos',
    question: 'O LinkedIn pode usar seus dados para treinar modelos de IA generativa?',
    privacy: 'Privacidade dos dados', uses: 'Como o LinkedIn utiliza seus dados',
    back: 'Voltar', more: 'Saiba mais', settings: 'Configurações', search: 'Pesquisar', me: 'Eu', research: 'Pesquisa social',
  }),
  it: around({
    title: 'Dati per migliorare l’IA generativa',
    label: 'Usa i miei dati per addestrare i modelli di IA per la creazione di contenuti',
    question: 'LinkedIn può usare i tuoi dati per addestrare modelli di IA generativa?',
    privacy: 'Privacy dei dati', uses: 'Come LinkedIn usa i tuoi dati',
    back: 'Indietro', more: 'Scopri di più', settings: 'Impostazioni', search: 'Cerca', me: 'Tu', research: 'Ricerca sociale',
  }),
  nl: around({
    title: 'Gegevens voor verbetering van generatieve AI', off: 'Uit',
    label: 'Mijn gegevens gebruiken voor training van AI-modellen waarmee content wordt gemaakt',
    question: 'Mag LinkedIn uw gegevens gebruiken om generatieve AI-modellen te trainen?',
    privacy: 'Gegevensprivacy', uses: 'Hoe LinkedIn uw gegevens gebruikt',
    back: 'Terug', more: 'Meer informatie', settings: 'Instellingen', search: 'Zoeken', me: 'Ik', research: 'Sociaal onderzoek',
  }),
  pl: around({
    title: 'Dane na potrzeby doskonalenia generatywnej AI',
    label: 'Użyj moich danych do trenowania modeli AI służących do tworzenia treści',
    question: 'Czy LinkedIn może używać Twoich danych do trenowania modeli generatywnej AI?',
    privacy: 'Prywatność danych', uses: 'Jak LinkedIn wykorzystuje Twoje dane',
    back: 'Wstecz', more: 'Dowiedz się więcej', settings: 'Ustawienia', search: 'Szukaj', me: 'Ja', research: 'Badania społeczne',
  }),
  // No source gives the switch's own label in Finnish: pages of it have the title only.
  fi: around({
    title: 'Tiedot generatiivisen tekoälyn parantamiseen',
    question: 'Voiko LinkedIn kouluttaa generatiivisia tekoälymalleja tiedoillasi?',
    privacy: 'Tietosuoja', uses: 'Näin LinkedIn käyttää tietojasi',
    back: 'Takaisin', more: 'Lisätietoja', settings: 'Asetukset', search: 'Haku', me: 'Minä', research: 'Yhteiskuntatutkimus',
  }),
};
