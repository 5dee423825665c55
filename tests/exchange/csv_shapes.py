"""Small CSV files of the shapes in which banks export, invented for the tests, with what is to be read from each."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """What one statement holds: the movements as day, cents and label, the balance with its day."""

    movements: tuple[tuple[str, int, str], ...]
    number: str = ""
    name: str = ""
    currency: str = ""
    balance: int | None = None
    day: str | None = None
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True)
class Shape:
    text: str
    encoding: str
    accounts: tuple[Account, ...]
    notes: tuple[str, ...] = ()

    @property
    def data(self) -> bytes:
        return self.text.encode(self.encoding)


def day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


ATLAS = ("2026-11-20", 120000, "VIR ATLAS F-001")
CAFE = ("2026-11-18", -790, "CARTE CAFÉ DU COIN")

SHAPES = {
    "boursobank": Shape(
        "dateOp;dateVal;label;category;categoryParent;supplierFound;amount;comment;accountNum;accountLabel;"
        "accountbalance\n"
        '2026-11-20;2026-11-21;"VIR ATLAS F-001";Virements;a;atlas;"1 200,00";;00040811579;Compte courant;3258.29\n'
        '2026-11-18;2026-11-18;"CARTE CAFÉ DU COIN";Sorties;Loisirs;café;-7,90;bon;00040811579;Compte courant;3258.29\n'
        "2026-11-01;2026-11-01;INTERETS;;;;10,00;;00099900000;Livret;800.00\n"
        "2026-10-01;2026-10-01;INTERETS;;;;5,00;;00099900000;Livret;800.00\n",
        "utf-8-sig",
        (
            Account((ATLAS, CAFE), "00040811579", "Compte courant", balance=325829, day="2026-11-20"),
            Account(
                (("2026-11-01", 1000, "INTERETS"), ("2026-10-01", 500, "INTERETS")),
                "00099900000", "Livret", balance=80000, day="2026-11-01",
            ),
        ),
    ),
    "boursobank, before": Shape(
        "dateOp;dateVal;label;category;categoryParent;amount;accountNum;accountLabel;accountbalance\n"
        '20/11/2026;21/11/2026;"VIR ATLAS F-001";Virements;Virements;"1\u202f200,00";00040811579;Compte;2000\n'
        '18/11/2026;18/11/2026;"CARTE CAFÉ DU COIN";Sorties;Loisirs;-7,90;00040811579;Compte;2000\n',
        "utf-8",
        (Account((ATLAS, CAFE), "00040811579", "Compte", balance=200000, day="2026-11-20"),),
    ),
    "crédit agricole": Shape(
        "Téléchargement du 21/11/2026;\n\n\nM. PRIM ANATOLE\nCompte de Dépôt carte n° 04106119371;\n"
        "Solde au 21/11/2026 1 234,56 EUR\n\n"
        "Liste des opérations du compte entre le 01/10/2026 et le 21/11/2026;\n\n"
        'Date;Libellé;Débit euros;Crédit euros;\n20/11/2026;"VIR\nATLAS\n\n\nF-001\n";;1 200,00;\n'
        '18/11/2026;"CARTE\nCAFÉ DU COIN\n";7,90;;\n',
        "iso8859-1",
        (
            Account(
                (ATLAS, CAFE), "04106119371", "Compte de Dépôt carte", "EUR", 123456, "2026-11-21",
                "2026-10-01", "2026-11-21",
            ),
        ),
    ),
    "crédit agricole, value date": Shape(
        "Compte n° 04106119371;\nSolde au 21/11/2026 -1 234,56 €\n\n"
        "Date;Date valeur;Libellé;Débit euros;Crédit euros;\n"
        "20/11/2026;23/11/2026;VIR ATLAS F-001;;1\u00a0200,00;\n18/11/2026;19/11/2026;CARTE CAFÉ DU COIN;7,90;;\n",
        "cp1252",
        (Account((ATLAS, CAFE), "04106119371", "", "EUR", -123456, "2026-11-21"),),
    ),
    "société générale": Shape(
        '="00012345678";01/11/2026;30/11/2026;2;20/11/2026;27423,29 EUR\n\n'
        "Date de l'opération;Libellé;Détail de l'écriture;Montant de l'opération;Devise\n"
        "20/11/2026;VIR;VIR ATLAS F-001;1200,00;EUR\n18/11/2026;CARTE;CARTE CAFÉ DU COIN;-7,90;EUR\n",
        "cp1252",
        (Account((ATLAS, CAFE), "00012345678", "", "EUR", 2742329, "2026-11-20", "2026-11-01", "2026-11-30"),),
    ),
    "banque populaire, caisse d'épargne": Shape(
        "Date de comptabilisation;Libelle simplifie;Libelle operation;Reference;Informations complementaires;"
        "Type operation;Categorie;Sous categorie;Debit;Credit;Date operation;Date de valeur;Pointage operation\n"
        "20/11/2026;VIR;VIR ATLAS;F-001;;Virement recu;a;b;;+1200,00;19/11/2026;20/11/2026;0\n"
        "18/11/2026;CARTE;CARTE CAFÉ;DU COIN;;Carte;a;b;-7,90;;17/11/2026;18/11/2026;0\n",
        "utf-8",
        (Account((ATLAS, CAFE)),),
    ),
    "crédit mutuel, debit and credit": Shape(
        "Date;Date de valeur;Débit;Crédit;Libellé;Solde\n18/11/2026;19/11/2026;-7,90;;CARTE CAFÉ DU COIN;992,10\n"
        "20/11/2026;21/11/2026;;1200,00;VIR ATLAS F-001;2192,10\n",
        "iso8859-15",
        (Account((CAFE, ATLAS), balance=219210, day="2026-11-20"),),
    ),
    "cic, one amount, the newest first": Shape(
        "Date;Date de valeur;Montant;Libellé;Solde\n20/11/2026;21/11/2026;1200,00;VIR ATLAS F-001;2192,10 ¤\n"
        "18/11/2026;19/11/2026;-7,90;CARTE CAFÉ DU COIN;992,10\n".replace("¤", "€"),
        "iso8859-15",
        (Account((ATLAS, CAFE), balance=219210, day="2026-11-20"),),
    ),
    "la banque postale": Shape(
        "Numéro Compte   ;1234567A020\nType         ;CCP\nCompte tenu en  ;euros\nDate            ;21/11/2026\n"
        "Solde (EUROS)   ;2345,67\nSolde (FRANCS)  ;15386,59\n\nDate;Libellé;Montant(EUROS)\n"
        '20/11/2026;"VIR ATLAS F-001";1200,00\n18/11/2026;"CARTE CAFÉ DU COIN";-7,90\n',
        "iso8859-1",
        (Account((ATLAS, CAFE), "1234567A020", "", "EUR", 234567, "2026-11-21"),),
    ),
    "bnp paribas": Shape(
        "Compte courant;Compte courant;****1045;20/11/2026;;1 234,56\n\n"
        "Date operation;Libelle court;Type operation;Libelle operation;Montant operation en euro\n"
        "20/11/2026;VIR;Virement reçu;VIR ATLAS F-001;1 200,00\n18/11/2026;CARTE;Carte;CARTE CAFÉ DU COIN;-7,90\n",
        "cp1252",
        (Account((ATLAS, CAFE), "", "Compte courant", "EUR", 123456, "2026-11-20"),),
    ),
    "lcl": Shape(
        "20/11/2026;1200,00;Virement;;VIR ATLAS F-001;;;\n18/11/2026;-7,90;Carte;;CARTE CAFÉ DU COIN;;;\n"
        "21/11/2026;2345,67;;00041 012345A\n",
        "cp1252",
        (
            Account(
                (
                    ("2026-11-20", 120000, "Virement VIR ATLAS F-001"),
                    ("2026-11-18", -790, "Carte CARTE CAFÉ DU COIN"),
                ),
                "00041012345A", balance=234567, day="2026-11-21",
            ),
        ),
        ("csv_no_movement_line",),
    ),
    "shine": Shape(
        "Transaction ID;Date de la valeur;Date d'opération;IBAN;Type de transaction;Transaction personnelle;Category;"
        "Débit;Crédit;Solde mouvement;Solde bancaire;Libellé;Nom de la contrepartie;Montant HT;Montant de TVA total;"
        "Pièces;Date d'ajout pièces;Commentaire\n"
        "ab-1;21/11/2026;20/11/2026;FR7630006000011234567890189;Virement;Non;x;;1200,00;1200,00;3200,00;"
        "VIR ATLAS F-001;Atlas;1000,00;200,00;;;\n"
        "ab-2;18/11/2026;18/11/2026;FR7630006000011234567890189;Carte;Non;x;7,90;;-7,90;2000,00;"
        "CARTE CAFÉ DU COIN;Café;;;;;\n",
        "cp1252",
        (Account((ATLAS, CAFE), "FR7630006000011234567890189", balance=320000, day="2026-11-20"),),
    ),
    "qonto": Shape(
        "Status,Settlement date (UTC),Operation date (UTC),Settlement date (local),Operation date (local),"
        "Total amount (incl. VAT),Currency,Total amount (incl. VAT) (local),Currency (local),Counterparty name,"
        "Payment method,Initiator,Reference,Note,Transaction ID\n"
        "executed,20-11-2026 23:20:11,19-11-2026 23:20:11,20-11-2026 23:30:11,19-11-2026 23:30:11,1200.00,EUR,1200.00,"
        "EUR,Atlas,transfer,Marie,VIR ATLAS F-001,,t-1\n"
        "executed,18-11-2026 10:20:11,17-11-2026 10:20:11,18-11-2026 11:20:11,17-11-2026 11:20:11,-7.90,EUR,-8.50,USD,"
        "Café,card,Marie,CARTE CAFÉ DU COIN,,t-2\n"
        "pending,,21-11-2026 10:20:11,,21-11-2026 11:20:11,-50.00,EUR,-50.00,EUR,Café,card,Marie,,,t-3\n",
        "utf-8",
        (Account((ATLAS, CAFE), currency="EUR"),),
        ("csv_pending",),
    ),
    "qonto, in french": Shape(
        "Statut;Date de la valeur (local);Date de l'opération (local);Montant total (TTC);Débit;Crédit;Solde;Devise;"
        "Montant total (TTC) (local);Devise (local);Nom du compte;IBAN du compte;Nom de la contrepartie;"
        "IBAN de la contrepartie;Référence;Catégorie de trésorerie;Identifiant de transaction\n"
        "Exécuté;21-11-2026 10:20:11;20-11-2026 10:20:11;1200,00;;1200,00;3200,00;EUR;1200,00;EUR;Compte principal;"
        "FR7630006000011234567890189;Atlas;DE12;VIR ATLAS F-001;x;t-1\n"
        "Exécuté;18-11-2026 10:20:11;18-11-2026 10:20:11;-7,90;7,90;;2000,00;EUR;-7,90;EUR;Compte principal;"
        "FR7630006000011234567890189;Café;DE13;CARTE CAFÉ DU COIN;x;t-2\n"
        "En cours;;22-11-2026 10:20:11;-9,00;9,00;;;EUR;-9,00;EUR;Compte principal;FR7630006000011234567890189;"
        "Bail;DE14;LOYER;x;t-3\nRefusé;;22-11-2026 10:20:11;-9,00;9,00;;;EUR;-9,00;EUR;Compte principal;"
        "FR7630006000011234567890189;Bail;DE14;LOYER;x;t-4\n",
        "utf-8",
        (
            Account(
                (ATLAS, CAFE), "FR7630006000011234567890189", "Compte principal", "EUR", 320000, "2026-11-20"
            ),
        ),
        ("csv_pending",),
    ),
    "revolut": Shape(
        "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n"
        "CARD,Current,2026-11-17 10:00:00,2026-11-18 10:00:00,CARTE CAFÉ DU COIN,-7.90,0.00,EUR,COMPLETED,1992.10\n"
        "TRANSFER,Current,2026-11-20 10:00:00,2026-11-20 11:00:00,VIR ATLAS F-001,1200.00,0.00,EUR,COMPLETED,3192.10\n"
        "CARD,Current,2026-11-21 10:00:00,,TAXI,-20.00,0.00,EUR,REVERTED,\n",
        "utf-8",
        (Account((CAFE, ATLAS), currency="EUR", balance=319210, day="2026-11-20"),),
        ("csv_pending",),
    ),
    "n26": Shape(
        '"Date","Payee","Account number","Transaction type","Payment reference","Amount (EUR)",'
        '"Amount (Foreign Currency)","Type Foreign Currency","Exchange Rate"\n'
        '"2026-11-20","Atlas","DE12","Income","VIR ATLAS F-001","1200.0","","",""\n'
        '"2026-11-18","Café","","MasterCard Payment","CARTE CAFÉ DU COIN","-7.9","-8.5","USD","1.1"\n',
        "utf-8",
        (Account((ATLAS, CAFE), currency="EUR"),),
    ),
    "a dutch bank, the side in words": Shape(
        '"Datum","Naam / Omschrijving","Rekening","Tegenrekening","Code","Af Bij","Bedrag (EUR)","Mededelingen"\n'
        '"20261120","Atlas","NL12INGB0001234567","NL99","GT","Bij","1200,00","VIR ATLAS F-001"\n'
        '"20261118","Café","NL12INGB0001234567","","BA","Af","7,90","CARTE CAFÉ DU COIN"\n',
        "utf-8",
        (Account((ATLAS, CAFE), "NL12INGB0001234567", currency="EUR"),),
    ),
    "a german bank": Shape(
        '"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";'
        '"Beguenstigter/Zahlungspflichtiger";"Kontonummer";"BLZ";"Betrag";"Waehrung"\n'
        '"DE1";"20.11.26";"21.11.26";"VIR";"ATLAS F-001";"Atlas";"DE9";"X";"1.200,00";"EUR"\n'
        '"DE1";"18.11.26";"18.11.26";"CARTE";"CAFÉ DU COIN";"Café";"DE8";"X";"-7,90";"EUR"\n',
        "cp1252",
        (Account((ATLAS, CAFE), "DE1", currency="EUR"),),
    ),
    "a canadian bank": Shape(
        "Date,Description,Withdrawals,Deposits,Balance\n2026-11-18,CARTE CAFÉ DU COIN,7.90,,992.10\n"
        '2026-11-20,VIR ATLAS F-001,,"1,200.00","2,192.10"\n',
        "utf-8",
        (Account((CAFE, ATLAS), balance=219210, day="2026-11-20"),),
    ),
    "tabs, no header, a balance": Shape(
        "20/11/2026\tVIR ATLAS F-001\t1200,00\t2192,10\n18/11/2026\tCARTE CAFÉ DU COIN\t-7,90\t992,10\n",
        "utf-16",
        (Account((ATLAS, CAFE), balance=219210, day="2026-11-20"),),
    ),
    "lines of sums": Shape(
        "Date;Libellé;Débit;Crédit\n01/11/2026;Solde initial;;1000,00\n18/11/2026;CARTE CAFÉ DU COIN;7,90;\n"
        "20/11/2026;VIR ATLAS F-001;;1200,00\n;Total;7,90;1200,00\n;Solde au 20/11/2026;;2 192,10\n",
        "utf-8",
        (Account((CAFE, ATLAS), balance=219210, day="2026-11-20"),),
        ("csv_no_movement_line", "csv_no_movement_line", "csv_no_movement_line"),
    ),
    "two accounts below each other": Shape(
        "Compte courant n° 04106119371\nSolde au 21/11/2026 1 000,00\n\nDate;Libellé;Montant\n"
        "20/11/2026;VIR ATLAS F-001;1200,00\n\nLivret A n° 04106119999\nSolde au 21/11/2026 5 000,00\n\n"
        "Date;Libellé;Montant\n18/11/2026;CARTE CAFÉ DU COIN;-7,90\n",
        "utf-8",
        (
            Account((ATLAS,), "04106119371", "Compte courant", "", 100000, "2026-11-21"),
            Account((CAFE,), "04106119999", "Livret A", "", 500000, "2026-11-21"),
        ),
    ),
}  # fmt: skip
